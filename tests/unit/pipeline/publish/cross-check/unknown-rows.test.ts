import { appendFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { defineFeatures, sum } from '../../../../../lib/model/declare.ts';
import { eventsPlanOf } from '../../../../../lib/model/model.ts';
import { LISTED_OF_A_KIND } from '../../../../../lib/pipeline/findings/findings.ts';
import type { Slice } from '../../../../../lib/pipeline/load/slice.ts';
import type {
  Unknown,
  UnknownIds,
} from '../../../../../lib/pipeline/publish/cross-check/unknown-references.ts';
import { unknownRows } from '../../../../../lib/pipeline/publish/cross-check/unknown-rows.ts';
import type { RejectedRow } from '../../../../../lib/store/rejects/rejects.ts';
import { idTableOf } from '../../../support/id-table-of.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';
import { sliceOf } from '../../../support/slices.ts';

const model = defineFeatures(shopInputs, { turnover: sum(shopInputs.orders.amount) });
const plan = eventsPlanOf(model, 'orders');
const HEADER = 'order_id,shop_id,amount,item_ids,voucher_id';

const owners = (mentions: number): UnknownIds => ({
  ...{ column: 'shop_id', reason: 'unknown_shop', severity: 'reject' },
  ...{ ids: idTableOf([9n]), mentions, mostFrequent: () => [] },
});
const items = (mentions: number): UnknownIds => ({
  ...{ column: 'item_ids', reason: 'unknown_item', severity: 'warning' },
  ...{ ids: idTableOf([30n, 31n]), mentions, mostFrequent: () => [] },
});
const vouchers = (mentions: number): UnknownIds => ({
  ...{ column: 'voucher_id', reason: 'unknown_voucher', severity: 'warning' },
  ...{ ids: idTableOf([40n]), mentions, mostFrequent: () => [] },
});
const nothing: Unknown = { owners: owners(0), references: [items(0), vouchers(0)] };

/** What is listed of slices, of each by itself. */
async function listed(slices: readonly Slice[], unknown: Partial<Unknown>, of = plan) {
  const options = { maxRecordBytes: 1024, hasRepeats: true };
  const rows = await unknownRows(slices, of, { ...nothing, ...unknown }, options);
  return slices.map((slice) => rows.get(slice) ?? []);
}

test('what is listed of a row is which id is unknown', async () => {
  const slice = await sliceOf(model, 'orders', [HEADER, '3,9,5,30;1;31,40']);

  const [rows] = await listed([slice], {
    owners: owners(1),
    references: [items(2), vouchers(1)],
  });

  expect(rows?.map(({ reason, seen }) => [reason, seen])).toEqual([
    ['unknown_shop', '9'],
    ['unknown_item', '30'],
    ['unknown_item', '31'],
    ['unknown_voucher', '40'],
  ]);
});

const briefly = (rows: readonly RejectedRow[]) =>
  rows.map(({ line, reason, severity }) => [line, reason, severity]);

test('rows of unknown owners and of what they name are listed with their severities', async () => {
  const slice = await sliceOf(model, 'orders', [
    HEADER,
    '1,1,5,1,',
    '2,9,5,,',
    '3,1,5,30;1;31,40',
    '4,1,5,,',
  ]);

  const [rows = []] = await listed([slice], {
    owners: owners(1),
    references: [items(2), vouchers(1)],
  });

  expect(briefly(rows)).toEqual([
    [3, 'unknown_shop', 'reject'],
    [4, 'unknown_item', 'warning'],
    [4, 'unknown_item', 'warning'],
    [4, 'unknown_voucher', 'warning'],
  ]);
  expect(rows[0]).toMatchObject({ column: 'shop_id', raw: '2,9,5,,' });
});

test('what an event of an unknown owner names is listed as well', async () => {
  const slice = await sliceOf(model, 'orders', [HEADER, '1,9,5,30,']);

  const [rows = []] = await listed([slice], {
    owners: owners(1),
    references: [items(1), vouchers(0)],
  });

  expect(briefly(rows)).toEqual([
    [2, 'unknown_shop', 'reject'],
    [2, 'unknown_item', 'warning'],
  ]);
});

test('rows that do not count are not listed: bad ones, and events that occurred before, in any slice', async () => {
  const first = await sliceOf(model, 'orders', [HEADER, '1,1,5,,', '1,9,5,,', '2,9,x,,']);
  const second = await sliceOf(model, 'orders', [HEADER, '1,9,5,,', '3,9,5,,']);

  const found = await listed([first, second], { owners: owners(1) });

  expect(found.map(briefly)).toEqual([[], [[3, 'unknown_shop', 'reject']]]);
});

test('of a kind so many rows are listed and no more', async () => {
  const lines = Array.from({ length: LISTED_OF_A_KIND + 5 }, (_, n) => `${n},9,5,,`);
  const slice = await sliceOf(model, 'orders', [HEADER, ...lines]);

  const [rows] = await listed([slice], { owners: owners(lines.length) });

  expect(rows).toHaveLength(LISTED_OF_A_KIND);
});

test('nothing is read when nothing is unknown, or all is listed already', async () => {
  const slice = await sliceOf(model, 'orders', [HEADER, '1,9,5,,']);
  const changed = await sliceOf(model, 'orders', [HEADER, '2,9,5,,']);
  await appendFile(changed.version.uri, '3,9,5,,\n');

  expect((await listed([changed], {})).map(briefly)).toEqual([[]]);
  expect((await listed([slice, changed], { owners: owners(1) })).map(briefly)).toEqual([
    [[2, 'unknown_shop', 'reject']],
    [],
  ]);
});

test('a file that changed since it was read first is an InputError', async () => {
  const slice = await sliceOf(model, 'orders', [HEADER, '1,9,5,,']);
  await appendFile(slice.version.uri, '2,9,5,,\n');

  await expect(listed([slice], { owners: owners(1) })).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
});

test('of events that name nothing but their owner, those of unknown ones are listed', async () => {
  const slice = await sliceOf(model, 'visits', ['visit_id,shop_id', '1,9', '2,1']);

  const [rows = []] = await listed(
    [slice],
    { owners: owners(1), references: [] },
    eventsPlanOf(model, 'visits'),
  );

  expect(briefly(rows)).toEqual([[2, 'unknown_shop', 'reject']]);
});

test('in a file without the columns that name something, owners are listed alone', async () => {
  const slice = await sliceOf(model, 'orders', ['order_id,shop_id,amount', '1,9,5']);

  const [rows = []] = await listed([slice], { owners: owners(1) });

  expect(briefly(rows)).toEqual([[2, 'unknown_shop', 'reject']]);
});
