import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { takenRanges } from '../../../../../lib/aggregation/ids/taken-ids.ts';
import type { AccumulatorState } from '../../../../../lib/model/features/accumulator.ts';
import { eventsPlanOf } from '../../../../../lib/model/model.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import {
  type AggregateOptions,
  aggregateEvents,
} from '../../../../../lib/pipeline/load/events/aggregate-events.ts';
import type { Slice } from '../../../../../lib/pipeline/load/slice.ts';
import { newFolder } from '../../../../support/new-folder.ts';
import { secondThread } from '../../../../support/second-thread.ts';
import {
  anyOrders,
  type Entry,
  expectedEntries,
  linesOf,
  manyOrders,
  type Order,
  serialsOf,
} from '../../../support/recorded-orders.ts';
import { made, recordingModel } from '../../../support/recording.ts';
import { sliceInMemory, sliceOf } from '../../../support/slices.ts';

const plan = eventsPlanOf(recordingModel, 'orders');
const folder = newFolder();
const worker = pathToFileURL(join(folder.path, 'worker.cjs'));
writeFileSync(worker, secondThread('tests/unit/support/recording-worker.ts'));

afterAll(() => folder.remove());

beforeEach(() => {
  made.length = 0;
});

async function accumulate(slice: Slice, options: Partial<AggregateOptions> = {}) {
  const { totals } = await aggregateEvents([slice], {
    plan,
    findings: new Findings(),
    maxRecordBytes: 1 << 20,
    ...options,
  });
  return totals.accumulated.map(entriesOf);
}

const entriesOf = ({ owners, ids, values }: AccumulatorState) =>
  Array.from(owners, (owner, at): Entry => {
    const ofEntry = Object.values(values).map((column) => BigInt(column[at] ?? -1));
    return { owner, id: ids?.numbers[at], values: ofEntry };
  });

/** A file of these orders, in chunks of that size. */
function inMemory(orders: readonly Order[], size: number, end = '\n') {
  const file = Buffer.from(linesOf(orders).join(end) + end);
  const slice = sliceInMemory(recordingModel, 'orders', file);
  async function* openBytes() {
    for (let at = slice.fromByte; at < file.length; at += size) {
      yield await Promise.resolve(Buffer.from(file.subarray(at, at + size)));
    }
  }
  return { slice, openBytes };
}

describe('accumulators see every row that counts, once, with its values, NULLs and ids', () => {
  test('whatever it looks like, in chunks of any size', async () => {
    const anySize = fc.oneof(fc.integer({ min: 1, max: 300 }), fc.constant(1 << 20));

    await fc.assert(
      fc.asyncProperty(anyOrders, anySize, fc.constantFrom('\n', '\r\n'), async (orders, size, end) => {
        const { slice, openBytes } = inMemory(orders, size, end);

        expect(await accumulate(slice, { openBytes })).toEqual(expectedEntries(orders));
      }),
      { numRuns: 200 },
    );
  });

  test('in many windows, while tables grow', async () => {
    const orders = manyOrders(6000);
    const { slice, openBytes } = inMemory(orders, 1 << 20);

    expect(await accumulate(slice, { openBytes })).toEqual(expectedEntries(orders));
  });

  test('in the order of the file', async () => {
    const orders = manyOrders(2000);
    const { slice, openBytes } = inMemory(orders, 1 << 20);

    await accumulate(slice, { openBytes });

    const serials = made[0]?.entries.map(({ values }) => Number(values[0]));
    expect(serials).toEqual(serialsOf(orders));
  });

  test('without those that an earlier part has', async () => {
    const orders = manyOrders(300);
    const { slice, openBytes } = inMemory(orders, 1 << 20);

    const [rows] = await accumulate(slice, { openBytes, taken: takenRanges([{ first: 0n, length: 298 }]) });

    expect(rows?.map(({ values }) => values[0])).toEqual([298n, 299n]);
  });
});

test('accumulators are made anew when wide ids repeat, which takes a second reading', async () => {
  const orders = manyOrders(300).map((order, at) =>
    at % 100 === 7 ? { ...order, order_id: 2n ** 50n } : order,
  );
  const { slice, openBytes } = inMemory(orders, 1 << 20);

  const entries = await accumulate(slice, { openBytes });

  expect(made).toHaveLength(10);
  expect(entries).toEqual(expectedEntries(orders));
});

describe('two threads come to the same as one', () => {
  test.each([
    ['in a file of many windows', manyOrders(6000)],
    [
      'when an event is in both',
      manyOrders(3000).map((order, at) => (at === 2900 ? { ...order, order_id: 5n } : order)),
    ],
    [
      'when an event of a wide id is in both',
      manyOrders(3000).map((order, at) => (at % 2900 === 50 ? { ...order, order_id: 2n ** 50n } : order)),
    ],
  ])('%s', async (_what, orders) => {
    const slice = await sliceOf(recordingModel, 'orders', linesOf(orders));

    const entries = await accumulate(slice, { twoThreadsBytes: 0, worker });

    expect(entries).toEqual(expectedEntries(orders));
  });

  test('of which the second has seen about half of the rows', async () => {
    const slice = await sliceOf(recordingModel, 'orders', linesOf(manyOrders(3000)));

    await accumulate(slice, { twoThreadsBytes: 0, worker });

    // The others came by a state, without a batch of rows.
    expect(made[0]?.added).toBeGreaterThan(1400);
    expect(made[0]?.added).toBeLessThan(1900);
  });

  test('when the second has something else declared: the first reads alone', async () => {
    const orders = manyOrders(3000);
    const slice = await sliceOf(recordingModel, 'orders', linesOf(orders));

    const entries = await accumulate(slice, { twoThreadsBytes: 0 });

    expect(entries).toEqual(expectedEntries(orders));
    expect(made[0]?.added).toBe(serialsOf(orders).length);
  });
});

describe('when accumulators take more memory than they may', () => {
  const orders = manyOrders(6000);
  const tooLarge = {
    name: 'InputError',
    code: 'AGGREGATES_TOO_LARGE',
    message: expect.stringMatching(/^orders: .* ids\(item_ids\) .*ETL_MAX_AGGREGATE_BYTES/),
  };

  test('reading ends, and the largest is named', async () => {
    const { slice, openBytes } = inMemory(orders, 1000);

    await expect(accumulate(slice, { openBytes, maxAggregateBytes: 100_000 })).rejects.toMatchObject(
      tooLarge,
    );

    expect(made[0]?.added).toBeLessThan(1000);
  });

  test('at the end of the slice, too', async () => {
    const { slice, openBytes } = inMemory(orders, 1 << 20);

    await expect(accumulate(slice, { openBytes, maxAggregateBytes: 100_000 })).rejects.toMatchObject(
      tooLarge,
    );
  });

  test('both threads together', async () => {
    const slice = await sliceOf(recordingModel, 'orders', linesOf(orders));
    await accumulate(slice);
    const bytes = made.reduce((sum, recorder) => sum + recorder.bytes, 0);

    const reading = accumulate(slice, { twoThreadsBytes: 0, worker, maxAggregateBytes: bytes - 1 });

    await expect(reading).rejects.toMatchObject(tooLarge);
  });

  test('half of it is for the second thread: if it needs more, the first one reads alone', async () => {
    // In the last third of the bytes, which is the second thread's wherever that begins.
    const tags = Array.from({ length: 90 }, (_, at) => BigInt(at));
    const skewed = manyOrders(3000).map((order, at) => (at > 2800 ? { ...order, tag_ids: tags } : order));
    const slice = await sliceOf(recordingModel, 'orders', linesOf(skewed));
    await accumulate(slice);
    const bytes = made.reduce((sum, recorder) => sum + recorder.bytes, 0);
    made.length = 0;

    const entries = await accumulate(slice, { twoThreadsBytes: 0, worker, maxAggregateBytes: bytes });

    expect(entries).toEqual(expectedEntries(skewed));
    expect(made[0]?.added).toBe(serialsOf(skewed).length);
  });
});
