import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { generateUsers } from '../../../../bench/data/users/generate-users.ts';
import { USER_CASES, type UserCase } from '../../../../bench/data/users/user-cases.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

let directory: string;
beforeEach(() => {
  directory = temporaryFolder();
});

const CASES = Object.entries(USER_CASES);

const generate = (name: string, kind: UserCase, folder = 'a') =>
  readFileSync(generateUsers(join(directory, folder), name, kind, 5000), 'utf8');

test.each(CASES)('the case %s has a row with a date for each user, after a header', (name, kind) => {
  const [header, ...rows] = generate(name, kind).trimEnd().split('\n');

  expect(header).toBe('user_id,name,email,signup_date');
  expect(rows.map((row) => Number.parseInt(row, 10))).toEqual(rows.map((_, index) => index + 1));
  expect(rows).toHaveLength(5000);
  expect(rows.every((row) => /,20\d\d-\d\d-\d\d$/.test(row))).toBe(true);
});

test.each(CASES)('the case %s is the same each time', (name, kind) => {
  expect(generate(name, kind, 'a')).toBe(generate(name, kind, 'b'));
});
