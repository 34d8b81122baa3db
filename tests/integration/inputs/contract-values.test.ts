import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'));

import { EXPERIMENTS_HEADER, FAULTLESS, USERS_HEADER } from '../../fixtures/faultless.ts';
import { useContract } from './contract.ts';

const { run } = useContract();

const LAST = 9_223_372_036_854_775_807n;

describe('Integers: digits, leading zeros and `+` allowed, also `10.0` (tables with gaps are exported so); ids and run time 0 … 2^63-1, sums exact.', () => {
  test('every form of an integer counts, as an id and as a run time', async () => {
    const forms = ['10', '010', '+10', '+0010', '10.0', '10.000', '+010.0'];
    const rows = forms.map((form, index) => `${index}${form.slice(1)},+01.0,${form},${form}\n`);

    const { rows: table, found } = await run({
      user_experiments: `${EXPERIMENTS_HEADER}${rows.join('')}`,
      compounds: `compound_id,compound_name,compound_structure\n10.0,,\n`,
    });

    expect(found).toEqual([]);
    expect(table[0]).toEqual([1n, 7n, 70n]);
  });

  test('other forms are none', async () => {
    const forms = ['', '1e1', '10.', '.0', '10.5', '1 0', '1,0', '0x10', '++1', 'ten', '１０', 'NaN'];
    const rows = forms.map((form, index) => `${index},1,1,"${form}"\n`).join('');

    const { rows: table, found } = await run(
      { user_experiments: EXPERIMENTS_HEADER + rows },
      { ETL_MAX_REJECT_RATIO: 1 },
    );

    expect(table[0]).toEqual([1n, 0n, 0n]);
    expect(found).toHaveLength(forms.length);
    expect(new Set(found.map((text) => text.replace(/^.*:\s*\d+/, '')))).toEqual(
      new Set([' reject not_an_integer experiment_run_time']),
    );
  });

  test('0 and 2^63-1 are ids and run times', async () => {
    const { rows, found } = await run({
      users: `${USERS_HEADER}0,,,2023-01-01\n${LAST},,,2023-01-01\n`,
      user_experiments: `${EXPERIMENTS_HEADER}0,0,0,${LAST}\n${LAST},${LAST},${LAST},0\n`,
      compounds: `compound_id,compound_name,compound_structure\n0,,\n${LAST},,\n`,
    });

    expect(found).toEqual([]);
    expect(rows).toEqual([
      [0n, 1n, LAST],
      [LAST, 1n, 0n],
    ]);
  });

  test('sums are exact where a double is not', async () => {
    const rows = ['9007199254740993', '9007199254740993', '1'].map((time, id) => `${id},1,1,${time}\n`);

    const { rows: table } = await run({ user_experiments: `${EXPERIMENTS_HEADER}${rows.join('')}` });

    expect(table[0]).toEqual([1n, 3n, 18_014_398_509_481_987n]);
  });

  test('a total of 2^63-1 is published, one more fails the run', async () => {
    const experiments = `${EXPERIMENTS_HEADER}1,1,1,${LAST - 5n}\n2,1,1,5\n`;
    const most = await run({ user_experiments: experiments });

    const more = await run({ user_experiments: `${experiments}3,1,1,1\n` });

    expect(most.rows[0]).toEqual([1n, 2n, LAST]);
    expect(more).toMatchObject({ state: 'failed', error: { step: 'publish', code: 'GATE' } });
    expect(more.error?.message).toContain('user 1: sum of experiment_run_time is 9223372036854775808');
    expect(more.rows).toEqual(most.rows);
  });
});

describe('Dates: a real date `YYYY-MM-DD`, or the date part of an ISO timestamp; never guessed from other forms.', () => {
  const usersOf = (dates: readonly string[]) =>
    USERS_HEADER + dates.map((date, index) => `${index + 1},,,"${date}"\n`).join('');

  test('real dates and timestamps, whose date part is taken as it stands', async () => {
    const dates = [
      '2024-02-29',
      '0001-01-01',
      '9999-12-31',
      '2023-05-06T07:08',
      '2023-05-06 07:08:09',
      '2023-05-06T23:59:59.999Z',
      '2023-05-06T23:59:59+14:00',
      '2023-05-06T00:00:00-0800',
    ];

    const { table, found } = await run({ users: usersOf(dates) });

    expect(found).toEqual([
      'users:     3 warning early_date signup_date',
      'users:     4 warning future_date signup_date',
    ]);
    expect(table.map((row) => row['signup_date'])).toEqual(dates.map((date) => date.slice(0, 10)));
  });

  test('dates that are not real, and other forms', async () => {
    const dates = [
      ...['2023-02-29', '1900-02-29', '2023-00-10', '2023-04-31', '0000-01-01', '10000-01-01'],
      ...['01/02/2023', '2023/01/02', '1.2.2023', '20230102', '2023-1-2', '2 Jan 2023', '1672617600'],
      ...['2023-01-02T24:00', '2023-01-02T7:08', '2023-01-02x', '-2023-01-02', '', 'yesterday'],
    ];

    const { rows, found } = await run(
      { users: `${USERS_HEADER}99,,,2023-01-01\n${usersOf(dates).slice(USERS_HEADER.length)}` },
      { ETL_MAX_REJECT_RATIO: 1 },
    );

    expect(rows).toEqual([[99n, 0n, 0n]]);
    expect(found.filter((text) => text.includes('reject bad_date signup_date'))).toHaveLength(dates.length);
  });
});

describe('Name and email may be empty (NULL).', () => {
  test.each([
    ['empty', ',', null],
    ['padded', ' ,\t', null],
    ['quoted', '"",""', null],
    ['quoted padding', '" "," "', null],
  ])('%s', async (_, written, expected) => {
    const { table, found } = await run({ users: FAULTLESS.users.replace('Ada,ada@example.com', written) });

    expect(table[0]).toMatchObject({ user_id: 1n, name: expected, email: expected });
    expect(found).toEqual([]);
  });

  test('the word NULL is kept, since it may be a name, with a warning', async () => {
    const { table, found } = await run({
      users: FAULTLESS.users.replace('Ada,ada@example.com', 'NULL,"NULL"'),
    });

    expect(table[0]).toMatchObject({ user_id: 1n, name: 'NULL', email: 'NULL' });
    expect(found).toEqual(['users:     2 warning null_text email', 'users:     2 warning null_text name']);
  });
});
