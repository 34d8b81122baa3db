import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IdRange } from '../../../../../lib/aggregation/ids/id-ranges.ts';
import { takenRanges } from '../../../../../lib/aggregation/ids/taken-ids.ts';
import { count, defineFeatures, min, sum } from '../../../../../lib/model/declare.ts';
import { eventsPlanOf, type Model } from '../../../../../lib/model/model.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../../../../lib/pipeline/load/events/aggregate-events.ts';
import { compareKernel } from '../../../../fuzz/kernel.ts';
import { idsOfRanges, plainTotals } from '../../../../support/event-totals.ts';
import { sampleInputs } from '../../../../support/sample-inputs.ts';
import { shopInputs } from '../../../support/shop-inputs.ts';
import { sliceInMemory } from '../../../support/slices.ts';

const { experiments } = sampleInputs;
const model = defineFeatures(sampleInputs, {
  n: count(experiments),
  total: sum(experiments.experiment_run_time),
});
const { orders, visits } = shopInputs;
const shops = defineFeatures(shopInputs, {
  turnover: sum(orders.amount),
  discounts: sum(orders.discount),
  least_discount: min(orders.discount),
  minutes: sum(visits.minutes),
});
const HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';
const WIDE = 2n ** 40n;

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield await Promise.resolve(bytes);
}

async function aggregate(file: Buffer, of: Model, input: string, taken: readonly IdRange[] = []) {
  const slice = sliceInMemory(of, input, file);
  const findings = new Findings();
  let readings = 0;
  const openBytes = () => {
    readings++;
    return chunksOf(file.subarray(slice.fromByte));
  };
  const { read, totals } = await aggregateEvents([slice], {
    plan: eventsPlanOf(of, input),
    findings,
    maxRecordBytes: 1 << 20,
    taken: takenRanges(taken),
    openBytes,
  });
  return {
    read,
    readings,
    ...plainTotals(totals),
    ids: idsOfRanges(totals.idRanges()),
    rejected: findings.rows.map(({ line, reason }) => ({ line, reason })),
  };
}

const aggregateLines = (lines: readonly string[], taken?: readonly IdRange[]) =>
  aggregate(Buffer.from(`${HEADER}${lines.join('\n')}\n`), model, 'experiments', taken);

test('a file whose ids are all different is read once', async () => {
  const { readings, read } = await aggregateLines([`${WIDE},1,,5`, `${WIDE + 1n},1,,6`, '1,1,,7']);

  expect({ readings, read }).toEqual({ readings: 1, read: 3 });
});

test.each([
  ['small', 10n],
  ['wide', WIDE],
])('events of %s ids that an earlier part has are duplicates', async (_size, first) => {
  const lines = [0n, 1n, 2n, 1n, 3n].map((n) => `${first + n},${n},,5`);

  const { owners, rejected } = await aggregateLines(lines, [{ first: first + 1n, length: 2 }]);

  expect(owners.map(({ owner }) => owner)).toEqual([0n, 3n]);
  expect(rejected).toEqual([3, 4, 5].map((line) => ({ line, reason: 'duplicate_id' })));
});

test('of small ids that repeat the first row counts', async () => {
  const { owners, rejected, readings } = await aggregateLines(['1,1,,5', '1,2,,6', '2,1,,7']);

  expect(owners).toEqual([{ owner: 1n, events: 2, values: [12n] }]);
  expect(rejected).toEqual([{ line: 3, reason: 'duplicate_id' }]);
  expect(readings).toBe(1);
});

test('of wide ids that repeat the first row counts, which takes a second reading', async () => {
  const { owners, rejected, readings } = await aggregateLines([
    `${WIDE},1,,5`,
    `${WIDE},2,,6`,
    `${WIDE + 7n},1,,7`,
    `${WIDE},3,,8`,
  ]);

  expect(owners).toEqual([{ owner: 1n, events: 2, values: [12n] }]);
  expect(rejected).toEqual([
    { line: 3, reason: 'duplicate_id' },
    { line: 5, reason: 'duplicate_id' },
  ]);
  expect(readings).toBe(2);
});

test('a row that is rejected for its values does not take the id', async () => {
  const { owners, rejected } = await aggregateLines([`${WIDE},1,,x`, `${WIDE},2,,6`, '3,1,,x', '3,2,,7']);

  expect(owners).toEqual([{ owner: 2n, events: 2, values: [13n] }]);
  expect(rejected).toEqual([
    { line: 2, reason: 'not_an_integer' },
    { line: 4, reason: 'not_an_integer' },
  ]);
});

test('what was found in a first reading is not told twice', async () => {
  const { rejected } = await aggregateLines(['1,1,,x', `${WIDE},1,,5`, `${WIDE},2,,6`]);

  expect(rejected.map(({ line }) => line)).toEqual([2, 4]);
});

/** A field as people have them: mostly plain. */
const anyField = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 30 }).map(String) },
  { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' 7 ',
      '\t7',
      '"7"',
      '"7\n8"',
      '+7',
      '-7',
      '7.0',
      'x',
      '7;8;7',
      '7;;8',
      'ä',
      '"',
      '\0',
    ),
  },
);
const anyLine = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(anyField, anyField, anyField, anyField).map((fields) => fields.join(',')),
  },
  { weight: 1, arbitrary: fc.array(anyField, { maxLength: 6 }).map((fields) => fields.join(',')) },
);
const anyText = fc
  .array(fc.tuple(anyLine, fc.constantFrom('\n', '\n', '\n', '\r\n')), { maxLength: 40 })
  .map((lines) => lines.map((line) => line.join('')).join(''));

/** Has both read a file of these columns, in chunks of that size. */
async function compare(of: Model, input: string, file: Buffer, size: number): Promise<void> {
  const slice = sliceInMemory(of, input, file);
  async function* open() {
    for (let at = slice.fromByte; at < file.length; at += size) {
      yield await Promise.resolve(Buffer.from(file.subarray(at, at + size)));
    }
  }
  await compareKernel({ slice, plan: eventsPlanOf(of, input), maxRecordBytes: 1024, open });
}

describe('the kernel and the careful path agree, in chunks of any size', () => {
  const anySize = fc.integer({ min: 1, max: 200 });

  test('on whatever stands in a file', async () => {
    await fc.assert(
      fc.asyncProperty(anyText, anySize, async (text, size) => {
        await compare(model, 'experiments', Buffer.from(HEADER + text), size);
      }),
      { numRuns: 500 },
    );
  });

  test('on wide ids that repeat', async () => {
    const wide = fc.integer({ min: 0, max: 4 }).map((n) => String(WIDE + BigInt(n)));
    const key = fc.oneof({ weight: 5, arbitrary: wide }, { weight: 1, arbitrary: anyField });
    const anyRow = fc
      .tuple(key, anyField, anyField, anyField, fc.constantFrom('\n', '\r\n'))
      .map(([id, owner, list, value, end]) => `${id},${owner},${list},${value}${end}`);
    const anyRows = fc.array(anyRow, { maxLength: 30 }).map((rows) => rows.join(''));

    await fc.assert(
      fc.asyncProperty(anyRows, anySize, async (text, size) => {
        await compare(model, 'experiments', Buffer.from(HEADER + text), size);
      }),
      { numRuns: 300 },
    );
  });

  test('on columns that may be empty or missing, and on references of one row', async () => {
    const own = ['order_id', 'shop_id', 'amount', 'item_ids', 'voucher_id', 'discount', 'further'];
    const anyColumns = fc
      .shuffledSubarray(own, { minLength: 3 })
      .filter((names) => own.slice(0, 3).every((name) => names.includes(name)));

    await fc.assert(
      fc.asyncProperty(anyColumns, anyText, anySize, async (names, text, size) => {
        await compare(shops, 'orders', Buffer.from(`${names.join(',')}\n${text}`), size);
      }),
      { numRuns: 200 },
    );
  });
});

test.each([11_999, 12_000, 12_001, 12_288, 13_000, 30_000])(
  'rows of %i columns are read as they are',
  async (width) => {
    const further = Array.from({ length: width - 3 }, (_, n) => `further_${n}`);
    const lines = [1, 2, 3].map((id) => `${id},7,5${','.repeat(further.length)}`);
    const file = [['order_id', 'shop_id', 'amount', ...further].join(','), ...lines, ''].join('\n');

    const { owners, rejected } = await aggregate(Buffer.from(file), shops, 'orders');

    expect(rejected).toEqual([]);
    expect(owners).toMatchObject([{ owner: 7n, events: 3 }]);
  },
);

test('NULL is passed over, and counted as none', async () => {
  const file = 'order_id,shop_id,amount,discount\n1,1,5,\n2,1,6,4\n3,1,7,"2"\n4,2,8,""\n5,3,9,\n';

  const { owners, rejected } = await aggregate(Buffer.from(file), shops, 'orders');

  expect(rejected).toEqual([]);
  expect(owners).toEqual([
    { owner: 1n, events: 3, values: [18n, 6n, 2n, 2n] },
    { owner: 2n, events: 1, values: [8n, 0n, 2n ** 63n - 1n, 0n] },
    { owner: 3n, events: 1, values: [9n, 0n, 2n ** 63n - 1n, 0n] },
  ]);
});

test('a column that the file lacks is NULL in all rows, and nothing is named in it', async () => {
  const file = 'order_id,shop_id,amount\n1,1,5\n2,1,6\n';

  const { owners, references } = await aggregate(Buffer.from(file), shops, 'orders');

  expect(owners).toEqual([{ owner: 1n, events: 2, values: [11n, 0n, 2n ** 63n - 1n, 0n] }]);
  expect(references).toEqual([[], []]);
});

test('what is named in lists and in a column of one row is counted by its column', async () => {
  const file =
    'order_id,shop_id,amount,item_ids,voucher_id\n1,1,5,7;8,9\n2,1,5,8;8,\n3,1,5,,9\n4,1,5,x,7\n5,1,5,7,x\n';

  const { references, rejected } = await aggregate(Buffer.from(file), shops, 'orders');

  expect(references).toEqual([
    [
      [7n, 1],
      [8n, 2],
    ],
    [
      [7n, 1],
      [9n, 2],
    ],
  ]);
  expect(rejected).toEqual([
    { line: 5, reason: 'bad_id_list' },
    { line: 6, reason: 'not_an_integer' },
  ]);
});

test('events that name nothing come to their totals alone', async () => {
  const { owners, references } = await aggregate(
    Buffer.from('visit_id,shop_id,minutes\n1,4,30\n2,4,5\n'),
    shops,
    'visits',
  );

  expect(owners).toEqual([{ owner: 4n, events: 2, values: [35n] }]);
  expect(references).toEqual([]);
});
