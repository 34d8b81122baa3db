import type { Database } from '../../../lib/clients/postgres.ts';
import { type RequestDatabase, requestDatabase } from '../../../lib/clients/request-database.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';

/** Answers a statement: `text` with $1, $2, … where the values stand. May throw, or return a promise. */
export type Script = (text: string, values: readonly unknown[]) => unknown;

/** A database for code that sends plain statements: each is answered by the script. */
export function scriptedDatabase(script: Script): Database {
  const tag = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const text = strings.reduce((before, after, index) => `${before}$${index}${after}`);
    return await script(text.replaceAll(/\s+/g, ' ').trim(), values);
  };
  const unsafe = async (text: string, values: readonly unknown[] = []) =>
    await script(text.replaceAll(/\s+/g, ' ').trim(), values);
  const rest = { unsafe, json: (value: unknown) => value, giveUp: () => undefined };
  return Object.assign(tag, rest) as unknown as Database;
}

/** The same, as a request gets it. */
export function scriptedRequestDatabase(script: Script, budget = new Budget(60_000)): RequestDatabase {
  return requestDatabase(scriptedDatabase(script), budget);
}

/** A connection that was refused, as postgres.js tells it. */
export function connectionRefused(): Error {
  return Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
}
