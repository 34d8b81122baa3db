import { describe, expect, test } from 'vitest';
import type { Problem, ProblemRow } from '../../../../terminal/problems/problem.ts';
import { problemLines } from '../../../../terminal/problems/problems.ts';

const row = (more: Partial<ProblemRow> = {}): ProblemRow => ({
  ...{ source: 'users.csv', line: 4, lastLine: 4, seen: '-1', raw: '-1,A,a@b.c,2023-01-01' },
  ...more,
});
const negative: Problem = {
  ...{ input: 'users', column: 'user_id', reason: 'negative', severity: 'reject', count: 1, everyRow: false },
  ...{ meaning: 'user_id is negative: "-1"', hint: null, values: [], otherValues: 0, first: [row()] },
};
const because = { source: 'users.csv', line: 1802, reason: 'bad_date' };
const unknown: Problem = {
  ...negative,
  ...{
    input: 'experiments',
    reason: 'unknown_user',
    count: 94,
    meaning: 'user_id names a user that is not there',
  },
  ...{ hint: 'correct that row first', values: [{ value: '1802', count: 94, because }] },
  first: [row({ source: 'e.csv', line: 17, lastLine: 17, seen: '1802', raw: '16,1802,2;3' })],
};

/** The lines of one problem. */
const told = (more: Partial<Problem> = {}, width?: number) => problemLines([{ ...negative, ...more }], width);
/** The lines of its rows. */
const rowsOf = (first: readonly ProblemRow[], more: Partial<Problem> = {}, width?: number) =>
  told({ ...more, first }, width).slice(1);

test('a problem is told with how many rows have it, what it means, where, and its first rows', () => {
  expect(told()).toEqual([
    '  1 rejected · user_id is negative: "-1" · users, user_id · negative',
    '    users.csv:4: -1,A,a@b.c,2023-01-01',
  ]);
});

test('the hint follows, then the ids that are unknown with the row that they follow from', () => {
  expect(problemLines([unknown], undefined)).toEqual([
    '  94 rejected · user_id names a user that is not there · experiments, user_id · unknown_user',
    '    correct that row first',
    '    94 × 1802: its row was rejected (users.csv, line 1802, bad_date)',
    '    e.csv:17: "1802" in 16,1802,2;3',
  ]);
});

describe('the head of a problem', () => {
  test.each([
    [{ severity: 'warning', count: 1 }, '  1 warning · '],
    [{ severity: 'warning', count: 1041 }, '  1,041 warnings · '],
    [{ count: 22000, everyRow: true }, '  22,000 rejected (every row) · '],
  ])('%o is told as "%s"', (more, begin) => {
    expect(told(more)[0]).toContain(begin);
  });

  test('names no column where whole rows are concerned', () => {
    expect(told({ column: null })[0]).toBe('  1 rejected · user_id is negative: "-1" · users · negative');
  });

  test('has no meaning of a run of before that was recorded', () => {
    expect(told({ meaning: null })[0]).toBe('  1 rejected · users, user_id · negative');
  });
});

describe('unknown ids', () => {
  test('that follow from no rejected row are told together, in the order of how often they are named', () => {
    const values = [
      { value: '9', count: 3000, because: null },
      { value: '8', count: 5, because: null },
      { value: '7', count: 4, because },
      { value: '6', count: 1, because: null },
    ];

    expect(told({ values, otherValues: 1234, first: [] }).slice(1)).toEqual([
      '    3,000 × 9, 5 × 8',
      '    4 × 7: its row was rejected (users.csv, line 1802, bad_date)',
      '    1 × 6',
      '    and 1,234 more',
    ]);
  });
});

describe('a row', () => {
  test('of several lines is told with all of them', () => {
    expect(rowsOf([row({ line: 6, lastLine: 14, raw: '-1' })])).toEqual(['    users.csv:6-14: -1']);
  });

  test('of a run of before sources and last lines were recorded is told by its first line', () => {
    expect(rowsOf([row({ source: null, lastLine: null, raw: '-1' })])).toEqual(['    line 4: -1']);
  });

  test('shows a space that is not the space by its code point, and a TAB as a space', () => {
    expect(rowsOf([row({ seen: '5<U+00A0>', raw: '5\u00a0,\tx' })])).toEqual([
      '    users.csv:4: 5<U+00A0>, x',
    ]);
  });

  test('has its bad value in front where the cut takes it away', () => {
    expect(rowsOf([row({ seen: 'late', raw: `${'x'.repeat(200)},late` })])).toEqual([
      `    users.csv:4: "late" in ${'x'.repeat(119)}…`,
    ]);
  });

  test('of another number of columns than the header says how many it has', () => {
    const more = { reason: 'wrong_column_count' };

    expect(rowsOf([row({ seen: '1', raw: '1' }), row({ line: 5, seen: '3', raw: '3,,' })], more)).toEqual([
      '    users.csv:4: 1 column in 1',
      '    users.csv:5: 3 columns in 3,,',
    ]);
  });

  test('that names several unknown ids is told once, with all of them', () => {
    const own = { source: 'e.csv', line: 2, lastLine: 2, raw: '1,98;99' };

    expect(
      rowsOf([row({ ...own, seen: '98' }), row({ ...own, seen: '99' })], { reason: 'unknown_compound' }),
    ).toEqual(['    e.csv:2: "98", "99" in 1,98;99']);
  });

  test('is one of three at most, and one where every row has the problem', () => {
    const rows = [2, 3, 4, 5].map((line) => row({ line, lastLine: line }));

    expect(rowsOf(rows)).toHaveLength(3);
    expect(rowsOf(rows, { everyRow: true })).toHaveLength(1);
  });

  test('is one of each value that a hint is about, before others of the same problem', () => {
    const rows = ['x', 'x', 'y', '12.5', 'NULL'].map((seen, at) =>
      row({ line: at, lastLine: at, seen, raw: seen }),
    );
    const hint = '"x" is a text: …\n"NULL" probably means "no value": …\n"12.5" has decimals: …';

    expect(told({ first: rows, hint }).slice(4)).toEqual([
      '    users.csv:0: x',
      '    users.csv:4: NULL',
      '    users.csv:3: 12.5',
    ]);
  });

  test('is cut where lines may be as long as they like, too', () => {
    expect(rowsOf([row({ raw: `-1${'x'.repeat(2_000)}` })])).toEqual([
      `    users.csv:4: -1${'x'.repeat(117)}…`,
    ]);
  });
});

describe('on a terminal', () => {
  test('sentences are wrapped between words, and rows are cut', () => {
    const lines = problemLines(
      [{ ...unknown, first: [row({ source: 'e.csv', line: 17, lastLine: 17, raw: 'x'.repeat(99) })] }],
      50,
    );

    expect(lines).toEqual([
      '  94 rejected · user_id names a user that is not',
      '  there · experiments, user_id · unknown_user',
      '    correct that row first',
      '    94 × 1802: its row was rejected (users.csv,',
      '      line 1802, bad_date)',
      `    e.csv:17: "-1" in ${'x'.repeat(27)}…`,
    ]);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(50);
  });

  test('nothing that stands in a file steers it, and what is written for that counts as well', () => {
    const line = rowsOf([row({ raw: `-1,\u001b[2J\n${'x'.repeat(99)}` })], {}, 50).at(-1);

    expect(line).toMatch(/^ {4}users\.csv:4: -1,<U\+001B>\[2J<U\+000A>x+…$/);
    expect(line).toHaveLength(50);
  });
});
