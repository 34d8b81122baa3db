import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { writeLines } from '../write-lines.ts';
import type { UserCase } from './user-cases.ts';

const FIRST_DAY = Date.UTC(2015, 0, 1);
const DAY_MS = 86_400_000;
const DAYS = Array.from({ length: 4000 }, (_, day) =>
  new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10),
);

/** The day on which a user of a generated file signed up. */
export const signupOf = (user: number): string => DAYS[user % DAYS.length] ?? '';

/**
 * Writes a file of users, numbered from 1, unless it is there already.
 *
 * @returns the file: user_id, name, email, signup_date
 */
export function generateUsers(directory: string, name: string, { line }: UserCase, users: number): string {
  const file = join(directory, `users-${name}-${users}.csv`);
  if (!existsSync(file)) {
    mkdirSync(directory, { recursive: true });
    writeLines(`${file}.part`, 'user_id,name,email,signup_date', users, (user) => line(user, signupOf(user)));
    renameSync(`${file}.part`, file);
  }
  return file;
}
