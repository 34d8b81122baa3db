import { describe, expect, test } from 'vitest';
import { gatesOf, lateDates } from '../../../fuzz/oracle/oracle.ts';
import { REST, readWhole, result, USERS, usersIn } from './reading.ts';

const EXPERIMENTS = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';

describe('values', () => {
  test('V1: have no invisible characters at their ends, but for texts', () => {
    expect(usersIn('\u200b1\u00a0,\u00a0a\u200b,, \ufeff2023-01-01\u200e\n')).toMatchObject({
      rows: ['1 \u00a0a\u200b'],
      found: [],
    });
  });

  test('V1: may have them inside, and are none then', () => {
    expect(usersIn('1\u200b2,a,,2023-01-01\n').found).toEqual(['2-2 user_id not_an_integer']);
  });

  test('V1: of lists have none round each of their ids', () => {
    const { found, rows } = readWhole(`${EXPERIMENTS}1,1,\u00a01\u200b;\t2 \ufeff,5\f\n`, {
      name: 'user_experiments',
    });

    expect({ found, rows }).toEqual({ found: [], rows: ['1 1'] });
  });

  test('V1: are empty where nothing is left', () => {
    const how = { traits: { optional: ['signup_date'] } };

    expect(usersIn('1,a,,\u00a0\n\u200b,b,,\n', how).found).toEqual(['3-3 user_id not_an_integer']);
  });

  test('V1: that are text ids have none either', () => {
    const how = { traits: { ids: 'texts' } } as const;

    expect(usersIn('\u00a0u1\u200b,a,,2023-01-01\nu1,b,,2023-01-01\n', how)).toMatchObject({
      rows: ['u1 a'],
      found: ['3-3 user_id duplicate_id'],
    });
  });
});

describe('doubts', () => {
  const lines = (count: number) => `"${'\n'.repeat(count - 1)}"`;

  test('V2: a row of more than five lines counts, with a warning', () => {
    expect(usersIn(`1,${lines(5)}${REST}\n2,${lines(6)}${REST}\nx,${lines(7)}${REST}\n`)).toMatchObject({
      records: 3,
      rows: [`1 ${'\n'.repeat(4)}`, `2 ${'\n'.repeat(5)}`],
      found: ['7-12 long_value', '13-19 user_id not_an_integer'],
    });
  });

  test.each([
    ['that counts', `1,a${REST}`, ['2-2 unended_line']],
    ['with a blank line after it', `1,a${REST}\n \t`, []],
    ['that does not count', '1,a,,x', ['2-2 signup_date bad_date']],
    [
      'with a repeated header after it',
      `1,a${REST}\nuser_id,name,email,signup_date`,
      ['3-3 repeated_header'],
    ],
  ])('V3: a last row %s', (_, body, found) => {
    expect(usersIn(body).found).toEqual(found);
  });

  test('V4: a date before 1900 counts, with a warning', () => {
    expect(usersIn('1,a,,1899-12-31T23:00-05\n2,b,,1900-01-01\n1,c,,1800-01-01\n')).toEqual({
      records: 3,
      rows: ['1 a', '2 b'],
      found: ['2-2 signup_date early_date', '4-4 user_id duplicate_id'],
    });
  });

  test('V5: a date after the as-of date is one, where the row counts', () => {
    const read = result(`${USERS}1,a,,2023-01-02T00:00\n2,b,,2023-01-01\n1,c,,2024-01-01\n`);

    const late = lateDates(read.kind === 'read' ? read.rows : [], '2023-01-01');

    expect(late).toMatchObject([{ line: 2, column: 'signup_date', reason: 'future_date' }]);
  });

  test('V2-V5: a row may have several', () => {
    expect(usersIn(`1,${lines(6)},NULL,0001-01-01`).found).toEqual([
      '2-7 email null_text',
      '2-7 signup_date early_date',
      '2-7 long_value',
      '2-7 unended_line',
    ]);
  });
});

describe('the gate', () => {
  test('G1: asks rows or lines, whichever part that is rejected is greater', () => {
    const of = (rejected: number) =>
      gatesOf(
        [{ name: 'users', records: 100, rejected: 1, lines: { all: 100, rejected } }],
        { totals: new Map(), beyond: 0 },
        0.1,
        [],
      );

    expect([of(10), of(11)]).toEqual([[], ['reject_ratio']]);
  });
});
