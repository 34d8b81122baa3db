import { describe, expect, test } from 'vitest';
import type { RefusedLines } from '../../../../lib/csv/records/refused-lines.ts';
import { Findings, LISTED_OF_A_KIND } from '../../../../lib/pipeline/findings/findings.ts';

const at = (line: number, lastLine = line) => ({ line, lastLine, raw: `row ${line}` });

test('a defect is listed with source, lines, column, reason, what was seen and raw text', () => {
  const findings = new Findings();
  findings.begin('a.csv');

  findings.add(at(7, 9), 'negative', 'shop_id', 'reject', '-1');

  expect(findings.rows).toEqual([
    {
      ...{ source: 'a.csv', line: 7, lastLine: 9, column: 'shop_id', reason: 'negative', severity: 'reject' },
      ...{ seen: '-1', raw: 'row 7' },
    },
  ]);
});

test('what was seen is looked for in the row when nobody says it', () => {
  const findings = new Findings();
  findings.begin('a.csv', { delimiter: ',', columns: { shop_id: 1 } });

  findings.add({ ...at(7), raw: '1, x ,3' }, 'not_an_integer', 'shop_id');

  expect(findings.rows).toMatchObject([{ seen: 'x' }]);
});

test('what was seen is visible, on one line, and cut', () => {
  const findings = new Findings();

  findings.add(at(7), 'not_an_integer', 'shop_id', 'reject', '5\u00a0\u001b\n');
  findings.add(at(8), 'not_an_integer', 'shop_id', 'reject', 'x'.repeat(5000));

  expect(findings.rows[0]?.seen).toBe('5<U+00A0><U+001B><U+000A>');
  expect(findings.rows[1]?.seen).toBe(`${'x'.repeat(99)}…`);
});

test('a defect rejects its row unless it is said to be a warning', () => {
  const findings = new Findings();

  findings.add(at(2), 'wrong_column_count', null);

  expect(findings).toMatchObject({ rejected: 1, warnings: 0 });
  expect(findings.counts()).toEqual([
    { column: null, reason: 'wrong_column_count', severity: 'reject', count: 1 },
  ]);
});

test('a warning is listed and counted as such, and rejects nothing', () => {
  const findings = new Findings();

  findings.add(at(2), 'bad_id_list', 'item_ids', 'warning');

  expect(findings).toMatchObject({ rejected: 0, warnings: 1 });
  expect(findings.rows).toMatchObject([{ severity: 'warning' }]);
  expect(findings.counts()).toEqual([
    { column: 'item_ids', reason: 'bad_id_list', severity: 'warning', count: 1 },
  ]);
});

test('defects are counted by reason and column', () => {
  const findings = new Findings();

  findings.add(at(2), 'negative', 'shop_id');
  findings.add(at(3), 'negative', 'order_id');
  findings.add(at(4), 'overflow', 'shop_id');
  findings.add(at(5), 'negative', 'shop_id');

  expect(findings.counts()).toEqual([
    { column: 'shop_id', reason: 'negative', severity: 'reject', count: 2 },
    { column: 'order_id', reason: 'negative', severity: 'reject', count: 1 },
    { column: 'shop_id', reason: 'overflow', severity: 'reject', count: 1 },
  ]);
});

test('of one kind only the first 10,000 are listed, and all are counted', () => {
  const findings = new Findings();
  expect(LISTED_OF_A_KIND).toBe(10_000);

  for (let line = 1; line <= LISTED_OF_A_KIND + 5; line++) {
    findings.add(at(line), 'negative', 'shop_id');
  }

  expect(findings.rows).toHaveLength(LISTED_OF_A_KIND);
  expect(findings.rows.at(-1)?.line).toBe(LISTED_OF_A_KIND);
  expect(findings.rejected).toBe(LISTED_OF_A_KIND + 5);
  expect(findings.counts()).toMatchObject([{ count: LISTED_OF_A_KIND + 5 }]);
});

test('a kind that has its 10,000 does not keep another from being listed', () => {
  const findings = new Findings();
  for (let line = 1; line <= LISTED_OF_A_KIND + 1; line++) {
    findings.add(at(line), 'negative', 'shop_id');
  }

  findings.add(at(99_999), 'overflow', 'shop_id');

  expect(findings.rows.at(-1)).toMatchObject({ line: 99_999, reason: 'overflow' });
});

test('defects that are counted without their rows are not listed', () => {
  const findings = new Findings();

  findings.count('unknown_shop', 'shop_id', 30, 'reject');
  findings.count('unknown_item', 'item_ids', 4, 'warning');

  expect(findings).toMatchObject({ rows: [], rejected: 30, warnings: 4 });
});

test('none of a kind leaves no count', () => {
  const findings = new Findings();

  findings.count('unknown_shop', 'shop_id', 0, 'reject');

  expect(findings.counts()).toEqual([]);
});

test('a row that was counted before is listed without being counted again', () => {
  const findings = new Findings();
  findings.count('unknown_shop', 'shop_id', 1, 'reject');

  findings.list(at(9), 'unknown_shop', 'shop_id', 'reject', '77');

  expect(findings.rows).toEqual([
    {
      ...{ source: '', line: 9, lastLine: 9, column: 'shop_id', reason: 'unknown_shop', severity: 'reject' },
      ...{ seen: '77', raw: 'row 9' },
    },
  ]);
  expect(findings.rejected).toBe(1);
  expect(findings.counts()).toMatchObject([{ count: 1 }]);
});

test('findings within the room of others have no more rows than fit there, and all counts', () => {
  const [first, rest] = [new Findings(), new Findings()];
  for (let line = 1; line < LISTED_OF_A_KIND; line++) {
    first.add(at(line), 'negative', 'shop_id');
  }
  for (const line of [1, 2, 3]) {
    rest.add(at(line), 'negative', 'shop_id');
  }
  rest.add(at(4), 'duplicate_id', 'shop_id');

  const { rows, kinds } = rest.within(first.room());

  expect(rows.map(({ line, reason }) => [line, reason])).toEqual([
    [1, 'negative'],
    [4, 'duplicate_id'],
  ]);
  expect(kinds.map(({ count }) => count)).toEqual([3, 1]);
});

test('findings that list rows later give the same, and what was seen in the source that each is of', () => {
  const [now, later] = [new Findings(), new Findings({ listsLater: true })];
  for (const findings of [now, later]) {
    findings.begin('a.csv', { delimiter: ',', columns: { shop_id: 1 } });
    findings.add({ ...at(7), raw: '1, x ,3' }, 'not_an_integer', 'shop_id');
    findings.begin('b.csv', { delimiter: ';', columns: { shop_id: 0 } });
    findings.add({ ...at(2), raw: '-5;1' }, 'negative', 'shop_id');
    findings.add(at(3), 'bad_id_list', 'item_ids', 'warning', '1;x');
  }

  const expected = now.within(new Map());

  expect(expected.rows.map(({ seen }) => seen)).toEqual(['x', '-5', '1;x']);
  expect(later.within(new Map())).toEqual(expected);
});

test('findings that list rows later list none that have been forgotten', () => {
  const findings = new Findings({ listsLater: true });
  findings.add(at(2), 'negative', 'shop_id');
  findings.clear();

  const { rows, kinds } = findings.within(new Map());

  expect({ rows, kinds }).toEqual({ rows: [], kinds: [] });
});

describe('lines that were refused', () => {
  /** Lines, each negative in the column whose number it has; `kept` is told which of them are kept. */
  function refused(columns: readonly number[], kept: (indexes: readonly number[]) => void = () => undefined) {
    const counts = new Map<number, number>();
    for (const column of columns) {
      counts.set(column, (counts.get(column) ?? 0) + 1);
    }
    const lines: RefusedLines = {
      kind: 'refused_lines',
      length: columns.length,
      counts,
      defect: (number) => ({ reason: 'negative', column: `column ${number}` }),
      kept: (places) => {
        const left = new Map(places);
        const indexes = [...columns.entries()].flatMap(([index, column]) => {
          const place = left.get(column) ?? 0;
          left.set(column, place - 1);
          return place > 0 ? [index] : [];
        });
        kept(indexes);
        return [
          {
            each: (isWanted, take) => {
              for (const index of indexes.filter((own) => isWanted(columns[own] ?? 0))) {
                take(columns[index] ?? 0, at(index).line, `${index},-${index}`);
              }
            },
          },
        ];
      },
      place: () => undefined,
    };
    return lines;
  }

  test('are counted by what is wrong with them, and listed in the order of the file', () => {
    const findings = new Findings();
    findings.begin('a.csv', { delimiter: ',', columns: { 'column 1': 1, 'column 2': 0 } });

    findings.addRefused(refused([2, 1, 2]));

    expect(findings.counts()).toEqual([
      { column: 'column 2', reason: 'negative', severity: 'reject', count: 2 },
      { column: 'column 1', reason: 'negative', severity: 'reject', count: 1 },
    ]);
    expect(findings.rejected).toBe(3);
    expect(findings.rows.map(({ source, line, column, seen }) => [source, line, column, seen])).toEqual([
      ['a.csv', 0, 'column 2', '0'],
      ['a.csv', 1, 'column 1', '-1'],
      ['a.csv', 2, 'column 2', '2'],
    ]);
  });

  test('are listed between the rows that were added before and after them, whenever rows are asked for', () => {
    const findings = new Findings();
    findings.begin('a.csv', { delimiter: ',', columns: { 'column 1': 1 } });
    findings.add(at(10), 'negative', 'column 1');
    findings.addRefused(refused([1]));
    findings.begin('b.csv', { delimiter: ',', columns: { 'column 1': 0 } });
    findings.addRefused(refused([1, 1]));
    findings.add(at(20), 'negative', 'column 1');
    const before = [...findings.rows];

    findings.addRefused(refused([1]));

    expect(before.map(({ source, line }) => [source, line])).toEqual([
      ['a.csv', 10],
      ['a.csv', 0],
      ['b.csv', 0],
      ['b.csv', 1],
      ['b.csv', 20],
    ]);
    expect(findings.rows.map(({ line }) => line)).toEqual([10, 0, 0, 1, 20, 0]);
    expect(findings.rows.map(({ seen }) => seen).slice(1, 4)).toEqual(['-0', '0', '1']);
    findings.clear();
    expect(findings.rows).toEqual([]);
  });

  test.each([{ listsLater: false }, { listsLater: true }])(
    'are not kept when as many of their kind are listed, %o',
    (options) => {
      const findings = new Findings(options);
      findings.addRefused(refused(Array.from({ length: LISTED_OF_A_KIND - 1 }, () => 1)));
      const kept: (readonly number[])[] = [];

      findings.addRefused(refused([1, 1, 2, 1], (indexes) => kept.push(indexes)));
      findings.addRefused(refused([1, 1], (indexes) => kept.push(indexes)));

      const { rows, kinds } = findings.within(new Map());
      expect(kept).toEqual([[0, 2]]);
      expect(kinds.map(({ count }) => count)).toEqual([LISTED_OF_A_KIND + 4, 1]);
      expect(rows.slice(-2).map(({ column }) => column)).toEqual(['column 1', 'column 2']);
      expect(rows).toHaveLength(LISTED_OF_A_KIND + 1);
    },
  );

  test('that are listed later are made no more than there is room for', () => {
    const [first, rest] = [new Findings(), new Findings({ listsLater: true })];
    for (let line = 1; line < LISTED_OF_A_KIND; line++) {
      first.add(at(line), 'negative', 'column 1');
    }
    rest.add(at(1), 'negative', 'column 2');
    rest.addRefused(refused([1, 1, 2]));

    const { rows, kinds } = rest.within(first.room());

    expect(rows.map(({ line, column }) => [line, column])).toEqual([
      [1, 'column 2'],
      [0, 'column 1'],
      [2, 'column 2'],
    ]);
    expect(kinds.map(({ count }) => count)).toEqual([2, 2]);
  });
});

describe('what is appended', () => {
  function appended() {
    const [first, rest] = [new Findings(), new Findings()];
    for (const findings of [first, rest]) {
      findings.begin('a.csv');
    }
    first.add(at(2), 'negative', 'shop_id');
    rest.add(at(1, 3), 'negative', 'shop_id');
    rest.begin('b.csv');
    rest.add(at(4), 'bad_id_list', 'item_ids', 'warning');
    first.append(rest.within(first.room()), { source: 'a.csv', linesBefore: 100 });
    return first;
  }

  test('has the lines of the file that was begun, and of others their own', () => {
    expect(appended().rows.map(({ source, line, lastLine }) => [source, line, lastLine])).toEqual([
      ['a.csv', 2, 2],
      ['a.csv', 101, 103],
      ['b.csv', 4, 4],
    ]);
  });

  test('is counted with what is there, by its severity', () => {
    const findings = appended();

    expect(findings.counts()).toEqual([
      { column: 'shop_id', reason: 'negative', severity: 'reject', count: 2 },
      { column: 'item_ids', reason: 'bad_id_list', severity: 'warning', count: 1 },
    ]);
    expect(findings).toMatchObject({ rejected: 2, warnings: 1 });
  });
});

test('nothing is left of findings that are cleared', () => {
  const findings = new Findings();
  findings.add(at(2), 'negative', 'shop_id');
  findings.add(at(3), 'bad_id_list', 'item_ids', 'warning');

  findings.clear();

  expect(findings).toMatchObject({ rows: [], rejected: 0, warnings: 0 });
  expect(findings.counts()).toEqual([]);
});
