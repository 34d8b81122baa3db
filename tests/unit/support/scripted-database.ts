import type { Database } from '../../../lib/clients/postgres.ts';

/** Answers a statement: `text` with $1, $2, … where the values stand. May throw, or return a promise. */
export type Script = (text: string, values: readonly unknown[]) => unknown;

/** A database for code that sends plain statements: each is answered by the script. */
export function scriptedDatabase(script: Script): Database {
  const tag = async (strings: TemplateStringsArray, ...values: unknown[]) => {
    const text = strings.reduce((before, after, index) => `${before}$${index}${after}`);
    return await script(text.replaceAll(/\s+/g, ' ').trim(), values);
  };
  return Object.assign(tag, { json: (value: unknown) => value }) as unknown as Database;
}

/** A connection that was refused, as postgres.js tells it. */
export function connectionRefused(): Error {
  return Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
}
