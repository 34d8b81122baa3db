import { describe, expect, test, vi } from 'vitest';

vi.hoisted(() => vi.stubEnv('LOG_LEVEL', 'silent'));

import { FAULTLESS, FAULTLESS_ROWS } from '../../fixtures/faultless.ts';
import { useContract } from './contract.ts';

const { run } = useContract();
/** The input that each file is. */
const INPUTS = { users: 'users', user_experiments: 'experiments', compounds: 'compounds' } as const;
const ALL = { ETL_MAX_REJECT_RATIO: 1 };
const BIG = '9223372036854775808';

describe('A row is rejected only if a value that a feature needs is unusable: wrong column count, not an integer, negative, overflow, bad date, duplicate user_id or experiment_id (the first in file order stays, across parts too), unknown user, invalid UTF-8, NUL, stray quote, over-long record.', () => {
  test.each([
    ['users', 'wrong column count', '3,Cem,2023-01-01', 'wrong_column_count (row)'],
    ['user_experiments', 'wrong column count', '3,1,1,1,1', 'wrong_column_count (row)'],
    ['users', 'not an integer', 'x,,,2023-01-01', 'not_an_integer user_id'],
    ['user_experiments', 'not an integer', 'x,1,1,1', 'not_an_integer experiment_id'],
    ['user_experiments', 'not an integer', '3,x,1,1', 'not_an_integer user_id'],
    ['user_experiments', 'not an integer', '3,1,1,x', 'not_an_integer experiment_run_time'],
    ['users', 'negative', '-3,,,2023-01-01', 'negative user_id'],
    ['user_experiments', 'negative', '3,1,1,-1', 'negative experiment_run_time'],
    ['users', 'overflow', `${BIG},,,2023-01-01`, 'overflow user_id'],
    ['user_experiments', 'overflow', `3,1,1,${BIG}`, 'overflow experiment_run_time'],
    ['users', 'bad date', '3,,,2023-02-30', 'bad_date signup_date'],
    ['users', 'duplicate user_id', '1,Other,,2020-01-01', 'duplicate_id user_id'],
    ['user_experiments', 'duplicate experiment_id', '1,2,1,99', 'duplicate_id experiment_id'],
    ['user_experiments', 'unknown user', '3,3,1,99', 'unknown_user user_id'],
    ['users', 'invalid UTF-8', '3,Jos\xe9,,2023-01-01', 'invalid_utf8 (row)'],
    ['users', 'NUL', '3,C\0m,,2023-01-01', 'nul_byte (row)'],
    ['users', 'stray quote', '3,C"e"m,,2023-01-01', 'stray_quote (row)'],
    ['users', 'over-long record', `3,${'x'.repeat(1100)},,2023-01-01`, 'record_too_long (row)'],
  ] as const)('%s: %s (%j)', async (file, _, row, expected) => {
    const bad = Buffer.from(`${FAULTLESS[file]}${row}\n`, 'latin1');

    const { rows, table, found, inputs } = await run({ [file]: bad }, { ...ALL, ETL_MAX_RECORD_BYTES: 1024 });

    expect(found).toEqual([`${INPUTS[file]}:     4 reject ${expected}`]);
    expect(inputs[INPUTS[file]]).toEqual({ read: 3, rejected: 1, warnings: 0 });
    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(table[0]).toMatchObject({ name: 'Ada', signup_date: '2023-01-01' });
  });

  test('of a rejected row the raw text is kept', async () => {
    const { findings } = await run({ users: `${FAULTLESS.users}x, "Cem; ""C""",\t,2023-01-01\r\n` }, ALL);

    expect(findings).toMatchObject([{ raw: 'x, "Cem; ""C""",\t,2023-01-01' }]);
  });

  test('a value that no feature needs may be anything', async () => {
    const { rows, found } = await run({
      users: FAULTLESS.users.replace('ada@example.com', '-1;x'),
      compounds: FAULTLESS.compounds.replace('Compound A,H2O', '-1,'),
    });

    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(found).toEqual([]);
  });
});

describe('Defects elsewhere (compound list syntax, unknown compound) are warnings: counted and listed, the row counts.', () => {
  test.each([
    ['compound list syntax', '1;;2', 'bad_id_list'],
    ['compound list syntax', '1;x', 'bad_id_list'],
    ['unknown compound', '1;77', 'unknown_compound'],
  ])('%s (%s)', async (_, list, reason) => {
    const experiments = FAULTLESS.user_experiments.replace('1;2', list);

    const { state, rows, found, inputs } = await run(
      { user_experiments: experiments },
      { ETL_MAX_REJECT_RATIO: 0 },
    );

    expect(state).toBe('succeeded');
    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(found).toEqual([`experiments:     2 warning ${reason} experiment_compound_ids`]);
    expect(inputs['experiments']).toEqual({ read: 2, rejected: 0, warnings: 1 });
  });
});

describe('A row that is broken by a quote is its first line; reading goes on with the next.', () => {
  test.each([
    ['is never closed', '"x'],
    ['is closed where it can not be', '"x\n9"y'],
  ])('of a quote that %s', async (_, broken) => {
    const users = FAULTLESS.users.replace('\n2,', `\n8,${broken}\n2,`);

    const { state, rows, found, inputs } = await run({ users }, ALL);

    const lines = broken.split('\n').length;
    expect(state).toBe('succeeded');
    expect(rows).toEqual(FAULTLESS_ROWS);
    expect(found[0]).toBe('users:     3 reject unclosed_quote (row)');
    expect(inputs['users']).toEqual({ read: 2 + lines, rejected: lines, warnings: 0 });
  });
});

describe('The reject ratio counts lines where a reject covers several.', () => {
  test('one row of ten lines among twenty', async () => {
    const users =
      FAULTLESS.users +
      Array.from({ length: 18 }, (_, id) => `${id + 10},x,,2023-01-01\n`).join('') +
      `99,"${'\n'.repeat(9)}",,2023\n`;

    const { state, error } = await run({ users });

    expect(state).toBe('failed');
    expect(error).toMatchObject({ code: 'GATE' });
    expect(error?.message).toContain(
      'users.csv: 1 of 21 rows were rejected (10 of 30 lines, 33.3 %), the limit is 10 %',
    );
  });
});

describe('The reject ratio is rejected/records, per file.', () => {
  const experiments = (good: number, bad: number) =>
    FAULTLESS.user_experiments.split('\n', 1)[0] +
    Array.from({ length: good + bad }, (_, id) => `\n${id},1,1,${id < good ? 1 : '?'}`).join('\n');

  test('as many as the setting allows pass; blank lines are no records', async () => {
    const { state } = await run({ user_experiments: experiments(3, 1) }, { ETL_MAX_REJECT_RATIO: 0.25 });

    expect(state).toBe('succeeded');
  });

  test('one more is refused, with what was seen, the limit and its setting, and the table stays', async () => {
    const before = await run();

    const { error, table } = await run(
      { user_experiments: experiments(3, 2) },
      { ETL_MAX_REJECT_RATIO: 0.25 },
    );

    expect(error).toMatchObject({ step: 'publish', code: 'GATE' });
    expect(error?.message).toContain('the table is unchanged');
    expect(error?.message).toContain(
      'user_experiments.csv: 2 of 5 rows were rejected (40 %), the limit is 25 % (ETL_MAX_REJECT_RATIO)',
    );
    expect(table).toEqual(before.table);
  });

  test('the many good rows of one file do not make up for the bad ones of another', async () => {
    const { error } = await run({
      user_experiments: experiments(100, 0),
      users: `${FAULTLESS.users}x,,,2023-01-01\n`,
    });

    expect(error?.message).toContain('users.csv: 1 of 3 rows were rejected (33.3 %), the limit is 10 %');
    expect(error?.message).not.toContain('user_experiments.csv');
  });
});

describe("Lines are physical, from 1, header and blank lines counted, that of the record's start.", () => {
  test('after blank lines, line ends of both kinds, and line ends inside quotes', async () => {
    const users = [
      '', // 1
      'user_id,name,email,signup_date', // 2
      '', // 3
      'a,"one', // 4
      'two\r', // 5
      '", ,2023-01-01\r', // 6
      'b,,,2023-01-01\r', // 7
      '1,"""', // 8
      '",,2023-01-01', // 9
      '"c', // 10
      '",,,2023-01-01', // 11
      '2,,,2023-01-01',
      '',
    ].join('\n');

    const { findings } = await run({ users }, ALL);

    expect(findings.map(({ line, reason }) => [line, reason])).toEqual([
      [4, 'not_an_integer'],
      [7, 'not_an_integer'],
      [10, 'not_an_integer'],
    ]);
  });

  test('also of rows that only publishing finds', async () => {
    const experiments = `\n${FAULTLESS.user_experiments}\n3,1,"1\n",1\n4,1,77,1\n5,99,1,1\n`;

    const { found } = await run({ user_experiments: experiments }, ALL);

    expect(found).toEqual([
      'experiments:     6 warning bad_id_list experiment_compound_ids',
      'experiments:     8 warning unknown_compound experiment_compound_ids',
      'experiments:     9 reject unknown_user user_id',
    ]);
  });
});
