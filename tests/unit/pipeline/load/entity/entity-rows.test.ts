import { expect, test } from 'vitest';
import { IdTable } from '../../../../../lib/aggregation/ids/id-table.ts';
import type { Entry } from '../../../../../lib/csv/records/entry.ts';
import { defineFeatures } from '../../../../../lib/model/declare.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { type EntityRow, entityRows } from '../../../../../lib/pipeline/load/entity/entity-rows.ts';
import { eachRecord } from '../../../../../lib/pipeline/load/rows/each-record.ts';
import { entityColumns } from '../../../../../lib/store/derivation/table-columns.ts';
import { sampleModel } from '../../../../support/sample-inputs.ts';
import { batchesOf, defect, found, record } from '../../../support/record-batches.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';

const COLUMNS = { user_id: 0, name: 1, email: 2, signup_date: 3 };

interface Given {
  readonly columns?: Readonly<Record<string, number>>;
  readonly of?: typeof sampleModel;
}

async function read(batches: Entry[][], { columns = COLUMNS, of = sampleModel }: Given = {}) {
  const [findings, keys, rows] = [new Findings(), new IdTable(), [] as EntityRow[]];
  const rowOf = entityRows(entityColumns(of), { columns }, findings, keys);
  const records = await eachRecord(batchesOf(...batches), findings, (entry) => {
    const row = rowOf(entry);
    if (row) {
      rows.push(row);
    }
  });
  return { records, rows, findings, keys: [...keys.sorted()] };
}

test('rows come in the order of the file', async () => {
  const { records, rows } = await read([
    [
      record('2', 'Bob', 'bob@example.com', '2023-02-01'),
      record('1', 'Alice', 'alice@example.com', '2023-01-01'),
    ],
  ]);

  expect(records).toBe(2);
  expect(rows).toEqual([
    { key: 2n, values: ['2', 'Bob', 'bob@example.com', '2023-02-01'] },
    { key: 1n, values: ['1', 'Alice', 'alice@example.com', '2023-01-01'] },
  ]);
});

test('columns are found by the header, wherever they stand', async () => {
  const batches = [[record('2023-01-01', 'extra', 'a@b.c', '5', 'Eve')]];

  const { rows } = await read(batches, { columns: { user_id: 3, name: 4, email: 2, signup_date: 0 } });

  expect(rows).toEqual([{ key: 5n, values: ['5', 'Eve', 'a@b.c', '2023-01-01'] }]);
});

test('an empty text is NULL, and no defect', async () => {
  const { rows, findings } = await read([[record('1', '', '', '2023-01-01')]]);

  expect(rows).toEqual([{ key: 1n, values: ['1', null, null, '2023-01-01'] }]);
  expect(findings.rows).toEqual([]);
});

test('of a timestamp the date counts', async () => {
  const { rows } = await read([[record('1', 'A', '', '2023-01-01T23:59:59-05:00')]]);

  expect(rows[0]?.values.at(-1)).toBe('2023-01-01');
});

test('a key of 2^63-1 is one, one more is not', async () => {
  const { rows, keys, findings } = await read([
    [
      record('9223372036854775807', 'A', '', '2023-01-01'),
      record('9223372036854775808', 'B', '', '2023-01-01'),
    ],
  ]);

  expect(rows).toMatchObject([{ key: 2n ** 63n - 1n }]);
  expect(keys).toEqual([2n ** 63n - 1n]);
  expect(found(findings)).toEqual([[3, 'overflow', 'user_id']]);
});

test.each([
  ['', '2023-01-01', 'not_an_integer', 'user_id'],
  ['abc', '2023-01-01', 'not_an_integer', 'user_id'],
  ['-5', '2023-01-01', 'negative', 'user_id'],
  ['1', '', 'bad_date', 'signup_date'],
  ['1', '2023-02-30', 'bad_date', 'signup_date'],
  ['1', '01/02/2023', 'bad_date', 'signup_date'],
])('a row of the key %j and the date %j is rejected: %s', async (key, date, reason, column) => {
  const { rows, keys, findings } = await read([[record(key, 'A', 'a@b.c', date)]]);

  expect([rows, keys]).toEqual([[], []]);
  expect(findings.rows).toEqual([
    {
      ...{ source: '', line: 2, lastLine: 2, column, reason, severity: 'reject' },
      ...{ seen: column === 'user_id' ? key : date, raw: `${key},A,a@b.c,${date}` },
    },
  ]);
});

test('a row with two defects is one reject', async () => {
  const { findings } = await read([[record('x', 'A', '', 'never')]]);

  expect(found(findings)).toEqual([[2, 'not_an_integer', 'user_id']]);
});

test('the second row of a key is rejected, also in a later batch', async () => {
  const { rows, findings } = await read([
    [record('1', 'first', '', '2023-01-01'), record('1', 'second', '', '2023-01-01')],
    [record('+01', 'third', '', '2023-01-01')],
  ]);

  expect(rows.map(({ values }) => values[1])).toEqual(['first']);
  expect(found(findings)).toEqual([
    [3, 'duplicate_id', 'user_id'],
    [4, 'duplicate_id', 'user_id'],
  ]);
});

test('a rejected row does not take the key from a later one that is usable', async () => {
  const { rows, findings } = await read([
    [record('1', 'first', '', 'never'), record('1', 'second', '', '2023-01-01')],
  ]);

  expect(rows.map(({ values }) => values[1])).toEqual(['second']);
  expect(found(findings)).toEqual([[2, 'bad_date', 'signup_date']]);
});

test('a record whose fields cannot be told is rejected, and counts as read', async () => {
  const { records, findings } = await read([[defect('invalid_utf8', 'A\uFFFD')]]);

  expect(records).toBe(1);
  expect(findings.rows).toMatchObject([{ reason: 'invalid_utf8', column: null, raw: 'A\uFFFD' }]);
});

test('the key comes first, wherever it is declared, and a column that the file lacks is NULL', async () => {
  const of = defineFeatures(shopInputs, {});

  const { rows } = await read([[record('Ulm', '07', '')]], {
    columns: { town: 0, shop_id: 1, staff: 2 },
    of,
  });

  expect(entityColumns(of).map(({ name }) => name)).toEqual(['shop_id', 'town', 'opened', 'staff']);
  expect(rows).toEqual([{ key: 7n, values: ['7', 'Ulm', null, null] }]);
});
