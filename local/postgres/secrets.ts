import { randomBytes } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { join } from 'node:path';
import { writeOnce } from '../files/durable-file.ts';
import { StateDirectoryError } from './errors.ts';

/** The passwords of PostgreSQL's superuser and of the roles that own and read the tables. */
export interface Passwords {
  admin: string;
  owner: string;
  reader: string;
}

/** 24 bytes from the system's generator, as 32 characters that need no escaping in a URL. */
const PASSWORD_BYTES = 24;

/** Where a state directory keeps its passwords. */
export function secretsFile(stateDir: string): string {
  return join(stateDir, 'secrets.json');
}

/**
 * The passwords of a state directory: random ones are made at the first call and kept in `secrets.json`, which only
 * its owner may read (0600).
 *
 * @throws StateDirectoryError when the file cannot be read or lacks one of them.
 */
export async function readOrMakePasswords(stateDir: string): Promise<Passwords> {
  const path = secretsFile(stateDir);
  const fresh = { admin: randomPassword(), owner: randomPassword(), reader: randomPassword() };
  try {
    const text = await writeOnce(path, `${JSON.stringify(fresh, null, 2)}\n`, 0o600);
    await chmod(path, 0o600);
    return parse(text, path);
  } catch (error) {
    if (error instanceof StateDirectoryError) {
      throw error;
    }
    throw new StateDirectoryError(`${path} can't be read or written: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function randomPassword(): string {
  return randomBytes(PASSWORD_BYTES).toString('base64url');
}

function parse(text: string, path: string): Passwords {
  const value: unknown = parseJson(text);
  if (
    typeof value === 'object' &&
    value !== null &&
    'admin' in value &&
    'owner' in value &&
    'reader' in value
  ) {
    const { admin, owner, reader } = value;
    if (isPassword(admin) && isPassword(owner) && isPassword(reader)) {
      return { admin, owner, reader };
    }
  }
  throw new StateDirectoryError(`${path} must hold the passwords "admin", "owner" and "reader".`);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isPassword(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
