import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Database } from '../../../lib/clients/postgres.ts';
import { connectAs, freshDatabase } from '../database.ts';

/** A new database for each test, as its owner and as an administrator have it. */
export interface OwnerAndAdmin {
  readonly database: Database;
  readonly admin: Database;
}

/** Errors that nobody caught fail the test that they came to light in. @returns what tells the databases of the test */
export function useOwnerAndAdmin(): () => OwnerAndAdmin {
  let current: (OwnerAndAdmin & { readonly drop: () => Promise<void> }) | undefined;
  const stray: unknown[] = [];
  const note = (error: unknown) => void stray.push(error);
  const own = () => {
    if (!current) {
      throw new Error('there is no database outside of a test');
    }
    return current;
  };
  beforeEach(async () => {
    const { ownerUrl, adminUrl, drop } = await freshDatabase();
    current = { database: connectAs(ownerUrl), admin: connectAs(adminUrl), drop };
    stray.length = 0;
    process.on('uncaughtException', note).on('unhandledRejection', note);
  });
  afterEach(async () => {
    // Lets all that was thrown from a timer or left unhandled come to light.
    await delay(50);
    process.off('uncaughtException', note).off('unhandledRejection', note);
    const { database, admin, drop } = own();
    await Promise.all([database.end(), admin.end()]);
    await drop();
    expect(stray).toEqual([]);
  });
  return own;
}
