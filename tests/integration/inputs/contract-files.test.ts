import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'));

import {
  COMPOUNDS_HEADER,
  EXPERIMENTS_HEADER,
  FAULTLESS,
  FAULTLESS_ROWS,
  USERS_HEADER,
} from '../../fixtures/faultless.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { useContract } from './contract.ts';

const { run } = useContract();

describe('The three files must exist, be non-empty UTF-8 (BOM allowed) and have a header with all columns that a key, a reference or a feature needs: users (user_id, signup_date), user_experiments (experiment_id, user_id, experiment_compound_ids, experiment_run_time), compounds (compound_id). The others may be missing: then all their values are NULL.', () => {
  const files = ['users', 'user_experiments', 'compounds'] as const;

  test('a folder without files: all three are named', async () => {
    const folder = temporaryFolder();

    const { state, error } = await run({}, { ETL_DATA_DIR: folder });

    expect(state).toBe('failed');
    for (const file of files) {
      expect(error?.message).toContain(`${folder}/${file}.csv: does not exist`);
    }
  });

  test('a folder that is not there: that is the one thing that is told', async () => {
    const { state, error } = await run({}, { ETL_DATA_DIR: '/nowhere' });

    expect(state).toBe('failed');
    expect(error?.message).toContain('/nowhere: there is no such folder');
  });

  test.each(files)('an empty %s.csv fails the run', async (file) => {
    const { error } = await run({ [file]: '' });

    expect(error).toMatchObject({ step: 'plan', code: 'INPUT_UNUSABLE' });
    expect(error?.message).toContain(`${file}.csv: the file is empty`);
  });

  test.each(files)('a %s.csv whose header is no UTF-8 fails the run', async (file) => {
    const { error } = await run({ [file]: Buffer.from(`préfixe,${FAULTLESS[file]}`, 'latin1') });

    expect(error?.message).toContain(`${file}.csv: the header on line 1 is not valid UTF-8`);
  });

  test('a byte order mark is allowed', async () => {
    const { state, rows } = await run({
      users: `\uFEFF${FAULTLESS.users}`,
      user_experiments: `\uFEFF${FAULTLESS.user_experiments}`,
      compounds: `\uFEFF${FAULTLESS.compounds}`,
    });

    expect(state).toBe('succeeded');
    expect(rows).toEqual(FAULTLESS_ROWS);
  });

  test('every needed column that is missing is named, all at once, and no other', async () => {
    const { error } = await run({ users: 'a,b\n', user_experiments: 'a,b\n', compounds: 'a,b\n' });

    const missing = [...(error?.message ?? '').matchAll(/(\w+\.csv: columns? .*?) (is|are) missing/g)];
    const experiments = EXPERIMENTS_HEADER.trim()
      .split(',')
      .map((column) => `"${column}"`);
    expect(missing.map(([, columns]) => columns)).toEqual([
      'users.csv: columns "user_id" and "signup_date"',
      `user_experiments.csv: columns ${experiments.slice(0, -1).join(', ')} and ${experiments.at(-1)}`,
      'compounds.csv: column "compound_id"',
    ]);
  });

  test('a column that is not needed may be missing: its values are NULL', async () => {
    const { rows, table, found } = await run({
      users: 'user_id,signup_date\n1,2023-01-01\n2,2023-02-01\n',
      compounds: 'compound_id\n1\n2\n',
    });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(table[0]).toMatchObject({ name: null, email: null, signup_date: '2023-01-01' });
    expect(found).toEqual([]);
  });

  test('a column that is not needed fails the run under a name that is nearly its own', async () => {
    const { error } = await run({ users: FAULTLESS.users.replace('email', 'emial') });

    expect(error?.message).toContain('users.csv: column "email" is missing: is "emial" meant to be "email"?');
  });
});

describe('Header names: any order, any case, trimmed; further columns ignored; a needed column twice, UTF-16 without a mark: a clear error.', () => {
  test('any order, any case, trimmed, further columns', async () => {
    const { rows, table } = await run({
      users:
        'Note, EMAIL ,\tSignup_Date,User_ID,name\nx,ada@example.com,2023-01-01,1,Ada\n,,2023-02-01,2,Ben\n',
    });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(table[0]).toMatchObject({ name: 'Ada', email: 'ada@example.com', signup_date: '2023-01-01' });
  });

  test.each([
    [
      'a needed column twice',
      `user_id,${FAULTLESS.users}`,
      'column "user_id" occurs 2 times in the header on line 1',
    ],
    [
      'UTF-16 without a mark',
      Buffer.from(FAULTLESS.users, 'utf16le'),
      'the file is UTF-16, not UTF-8 text: save it as UTF-8',
    ],
  ])('%s', async (_, users, message) => {
    const { state, error } = await run({ users });

    expect(state).toBe('failed');
    expect(error?.message).toContain(`users.csv: ${message}`);
  });
});

describe('UTF-16 with a byte order mark, and lines that end with CR alone, are read as UTF-8 with LF is.', () => {
  test.each([
    ['UTF-16', Buffer.from(`\uFEFF${FAULTLESS.users}`, 'utf16le')],
    ['UTF-16, high byte first', Buffer.from(`\uFEFF${FAULTLESS.users}`, 'utf16le').swap16()],
    ['CR alone', FAULTLESS.users.replaceAll('\n', '\r')],
  ])('%s', async (_, users) => {
    const { rows, found } = await run({ users });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(found).toEqual([]);
  });
});

describe('Blank lines anywhere are skipped and are no records.', () => {
  test('before the header, between rows, at the end; empty, padded, with CRLF', async () => {
    const { rows, inputs, found } = await run({
      users: `\n \r\n${FAULTLESS.users.replaceAll('\n', '\n\n\t \n')}\r\n`,
      user_experiments: `\n\n${FAULTLESS.user_experiments}\n\n`,
    });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(inputs).toMatchObject({ users: { read: 2 }, experiments: { read: 2 } });
    expect(found).toEqual([]);
  });
});

describe('Header only: users → the run fails (it would empty the table), experiments or compounds → fine.', () => {
  test('users', async () => {
    const before = await run();

    const { state, error, table } = await run({ users: USERS_HEADER, user_experiments: EXPERIMENTS_HEADER });

    expect(state).toBe('failed');
    expect(error?.message).toContain(
      'users.csv: none of 0 rows is a usable user, so the table would be empty',
    );
    expect(table).toEqual(before.table);
  });

  test('experiments', async () => {
    const { state, rows } = await run({ user_experiments: EXPERIMENTS_HEADER });

    expect(state).toBe('succeeded');
    expect(rows).toEqual([
      [1n, 0n, 0n],
      [2n, 0n, 0n],
    ]);
  });

  test('compounds', async () => {
    const { state, rows, totals } = await run({ compounds: COMPOUNDS_HEADER });

    expect(state).toBe('succeeded');
    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(totals).toMatchObject({ rejected: 0, warnings: 3 });
  });
});
