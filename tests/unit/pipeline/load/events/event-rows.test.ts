import { describe, expect, test } from 'vitest';
import { IdTable } from '../../../../../lib/aggregation/ids/id-table.ts';
import type { Entry } from '../../../../../lib/csv/records/entry.ts';
import {
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  max,
  reference,
  sum,
} from '../../../../../lib/model/declare.ts';
import type { Feature } from '../../../../../lib/model/features/feature.ts';
import { eventsPlanOf } from '../../../../../lib/model/model.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { type EventRow, eventRows } from '../../../../../lib/pipeline/load/events/event-rows.ts';
import { eachRecord } from '../../../../../lib/pipeline/load/rows/each-record.ts';
import { idsIn } from '../../../../support/ids-in.ts';
import { batchesOf, defect, found, record } from '../../../support/record-batches.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';

const { orders } = shopInputs;
/** Where the columns stand in the records of these tests: the last three may be missing. */
const COLUMNS = { order_id: 0, shop_id: 1, item_ids: 2, amount: 3, discount: 4, voucher_id: 5 };

interface Given {
  readonly features?: Readonly<Record<string, Feature>>;
  readonly columns?: Readonly<Record<string, number>>;
  readonly ids?: IdTable;
}

async function read(
  batches: Entry[][],
  { features = { turnover: sum(orders.amount) }, columns = COLUMNS, ids = new IdTable() }: Given = {},
) {
  const findings = new Findings();
  const rows: EventRow[] = [];
  const plan = eventsPlanOf(defineFeatures(shopInputs, features), 'orders');
  const rowOf = eventRows(plan, { columns }, findings, idsIn(ids));
  const records = await eachRecord(batchesOf(...batches), findings, (entry) => {
    const row = rowOf(entry);
    if (row) {
      rows.push(row);
    }
  });
  return { records, rows, findings, ids: [...ids.sorted()] };
}

test('an event that counts comes with owner, values and what it names', async () => {
  const { records, rows, findings, ids } = await read([[record('7', '1', '2;3', '10', '', '9')]]);

  expect(records).toBe(1);
  expect(rows).toMatchObject([
    { owner: 1n, values: [10n], references: [[2n, 3n], [9n]], record: { line: 2 } },
  ]);
  expect(ids).toEqual([7n]);
  expect(findings.rows).toEqual([]);
});

test('values come in the order of the slots, one for each', async () => {
  const features = { a: max(orders.amount), b: sum(orders.amount), c: sum(orders.discount) };

  const { rows } = await read([[record('7', '1', '', '10', '5')]], { features });

  expect(rows[0]?.values).toEqual([10n, 10n, 5n]);
});

test('a column that no feature needs may hold anything', async () => {
  const { rows, findings } = await read([[record('7', '1', '', '10', 'free of charge')]]);

  expect(rows).toHaveLength(1);
  expect(findings.rows).toEqual([]);
});

test('without a feature over it, not even a column that is always there is looked at', async () => {
  const { rows } = await read([[record('7', '1', '', 'long')]], { features: {} });

  expect(rows).toMatchObject([{ values: [] }]);
});

test.each([
  [['', '1', '', '10'], 'not_an_integer', 'order_id'],
  [['7', '-1', '', '10'], 'negative', 'shop_id'],
  [['7', '', '', '10'], 'not_an_integer', 'shop_id'],
  [['7', '1', '', '1e3'], 'not_an_integer', 'amount'],
  [['7', '1', '', ''], 'not_an_integer', 'amount'],
  [['7', '1', '', '-10'], 'negative', 'amount'],
  [['7', '1', '', '9223372036854775808'], 'overflow', 'amount'],
  [['7', '1', '', '10', '', 'x'], 'not_an_integer', 'voucher_id'],
])('the event %j is rejected: %s of %s', async (fields, reason, column) => {
  const { rows, ids, findings } = await read([[record(...fields)]]);

  expect(rows).toEqual([]);
  expect(ids).toEqual([]);
  expect(findings.rows).toMatchObject([{ line: 2, reason, column, severity: 'reject' }]);
});

test('a row with several defects is one reject, for the first in the order of key, owner, values, references', async () => {
  const { findings } = await read([
    [
      record('x', 'y', 'z', '-1', '', 'w'),
      record('1', 'y', 'z', '-1', '', 'w'),
      record('2', '1', 'z', '-1', '', 'w'),
      record('3', '1', 'z', '1', '', 'w'),
    ],
  ]);

  expect(found(findings)).toEqual([
    [2, 'not_an_integer', 'order_id'],
    [3, 'not_an_integer', 'shop_id'],
    [4, 'negative', 'amount'],
    [5, 'not_an_integer', 'voucher_id'],
  ]);
});

test('a row that names two other rows by no ids is one reject, for the first of them', async () => {
  const inputs = defineInputs({
    places: entity({ files: 'places.csv', key: 'place', columns: { place: id() } }),
    trips: events({
      files: 'trips.csv',
      key: 'trip',
      of: 'place',
      columns: {
        trip: id(),
        place: id().references('places', { orElse: 'reject' }),
        car: id().references('cars', { orElse: 'warn' }),
        trailer: id().references('cars', { orElse: 'warn' }),
      },
    }),
    cars: reference({ files: 'cars.csv', key: 'car', columns: { car: id() } }),
  });
  const plan = eventsPlanOf(defineFeatures(inputs, {}), 'trips');
  const columns = { trip: 0, place: 1, car: 2, trailer: 3 };
  const findings = new Findings();

  const rowOf = eventRows(plan, { columns }, findings, idsIn(new IdTable()));
  await eachRecord(batchesOf([record('1', '2', 'x', '-1')]), findings, rowOf);

  expect(findings.rejected).toBe(1);
  expect(found(findings)).toEqual([[2, 'not_an_integer', 'car']]);
});

test('the second event of an id is rejected, also in a later batch', async () => {
  const { rows, findings } = await read([
    [record('7', '1', '', '10'), record('07', '2', '', '20')],
    [record('7.0', '3', '', '30')],
  ]);

  expect(rows.map(({ owner }) => owner)).toEqual([1n]);
  expect(found(findings)).toEqual([
    [3, 'duplicate_id', 'order_id'],
    [4, 'duplicate_id', 'order_id'],
  ]);
});

test('a rejected row does not take the id from a later one that is usable', async () => {
  const { rows } = await read([[record('7', '1', '', 'x'), record('7', '2', '', '20')]]);

  expect(rows.map(({ owner }) => owner)).toEqual([2n]);
});

test('ids that are in the table from before count as taken', async () => {
  const ids = new IdTable();
  ids.add(7n);

  const { findings } = await read([[record('7', '1', '', '10')]], { ids });

  expect(found(findings)).toEqual([[2, 'duplicate_id', 'order_id']]);
});

test('a record whose fields cannot be told is rejected, and counts as read', async () => {
  const { records, rows, findings } = await read([[defect('stray_quote'), record('7', '1', '', '10')]]);

  expect(records).toBe(2);
  expect(rows).toHaveLength(1);
  expect(found(findings)).toEqual([[2, 'stray_quote', null]]);
});

describe('a list of what an event names', () => {
  test.each(['1;;2', '1,2', 'A', ';'])(
    'that is unusable, %j, is a warning, and names nothing',
    async (list) => {
      const { rows, findings } = await read([[record('7', '1', list, '10')]]);

      expect(rows).toMatchObject([{ owner: 1n, values: [10n], references: [[], []] }]);
      expect(findings).toMatchObject({ rejected: 0, warnings: 1 });
      expect(findings.rows).toMatchObject([
        { line: 2, reason: 'bad_id_list', column: 'item_ids', severity: 'warning' },
      ]);
    },
  );

  test('may be empty', async () => {
    const { rows, findings } = await read([[record('7', '1', '', '10')]]);

    expect(rows).toMatchObject([{ references: [[], []] }]);
    expect(findings.rows).toEqual([]);
  });

  test('has each row once, however often and however written it is named', async () => {
    const { rows } = await read([[record('7', '1', '2;3;2;02', '10')]]);

    expect(rows[0]?.references[0]).toEqual([2n, 3n]);
  });

  test('has no warning when its row is rejected', async () => {
    const { findings } = await read([[record('7', '1', 'x', '10'), record('7', '1', 'x', '10')]]);

    expect(found(findings)).toEqual([
      [2, 'bad_id_list', 'item_ids'],
      [3, 'duplicate_id', 'order_id'],
    ]);
  });
});

describe('an optional column', () => {
  const features = { turnover: sum(orders.amount), discounts: sum(orders.discount) };

  test('is NULL where it is empty', async () => {
    const { rows, findings } = await read([[record('7', '1', '', '10', '', '')]], { features });

    expect(rows).toMatchObject([{ values: [10n, null], references: [[], []] }]);
    expect(findings.rows).toEqual([]);
  });

  test('rejects the row when it is neither empty nor a value', async () => {
    const { rows, findings } = await read([[record('7', '1', '', '10', 'half')]], { features });

    expect(rows).toEqual([]);
    expect(found(findings)).toEqual([[2, 'not_an_integer', 'discount']]);
  });

  test('is NULL when the file lacks it, and names nothing', async () => {
    const { rows } = await read([[record('7', '1', '10')]], {
      features,
      columns: { order_id: 0, shop_id: 1, amount: 2 },
    });

    expect(rows).toMatchObject([{ values: [10n, null], references: [[], []] }]);
  });
});

test('of events that reference nothing but their owner no row is named', async () => {
  const plan = eventsPlanOf(defineFeatures(shopInputs, {}), 'visits');
  const rowOf = eventRows(
    plan,
    { columns: { visit_id: 0, shop_id: 1 } },
    new Findings(),
    idsIn(new IdTable()),
  );
  const rows: (EventRow | undefined)[] = [];

  await eachRecord(batchesOf([record('1', '2')]), new Findings(), (entry) => rows.push(rowOf(entry)));

  expect(rows).toMatchObject([{ owner: 2n, values: [], references: [] }]);
});
