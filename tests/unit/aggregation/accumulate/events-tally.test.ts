import { beforeEach, describe, expect, test } from 'vitest';
import { columnsRead } from '../../../../lib/aggregation/accumulate/columns-read.ts';
import {
  EventsTally,
  memoryOf,
  type TalliedRow,
} from '../../../../lib/aggregation/accumulate/events-tally.ts';
import { kernelModule } from '../../../../lib/aggregation/kernel/compiled.ts';
import type { KernelOptions } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { count, defineFeatures } from '../../../../lib/model/declare.ts';
import { eventsPlanOf } from '../../../../lib/model/model.ts';
import { made, recordedInputs, recordingModel } from '../../support/recording.ts';

const plan = eventsPlanOf(recordingModel, 'orders');
const OPTIONS: KernelOptions = {
  delimiter: ',',
  width: 2,
  maxRecordBytes: 1024,
  key: 0,
  owner: 1,
  slots: [],
  references: columnsRead(plan).ids.map(({ type }) => ({
    column: undefined,
    isList: type === 'idList',
    optional: true,
    isShown: true,
  })),
  shown: [
    { column: undefined, optional: true },
    { column: undefined, optional: true },
  ],
  columnNames: ['order_id', 'shop_id'],
};

const tally = () => new EventsTally(plan, { kernel: OPTIONS, module: kernelModule() });
const row = (owner: bigint, serial: bigint, items: readonly bigint[]): TalliedRow => ({
  owner,
  values: [],
  integers: [serial, null],
  references: [items, [], [], []],
});

/** Adds an order, of which the id is the serial number. */
function add(to: EventsTally, owner: bigint, serial: bigint, items: readonly bigint[] = []): void {
  to.addId(serial);
  to.add(row(owner, serial, items));
}

/** The serial numbers that the recorder of rows has of each owner, and those that the one of items has of each item. */
function recorded(of: EventsTally) {
  const [rows, items] = of.accumulated();
  return {
    rows: [...(rows?.owners ?? [])].map((owner, at) => [owner, rows?.values['serial']?.[at]]),
    items: [...(items?.ids?.numbers ?? [])].map((number, at) => [number, items?.values['id']?.[at]]),
  };
}

beforeEach(() => {
  made.length = 0;
});

test('columns that the file lacks are NULL in every row, and name nothing', () => {
  const own = tally();
  const bytes = own.input.write('1,7\n2,8\n');
  own.begin();

  own.scan(0, bytes);

  expect(own.accumulated()[0]?.values).toMatchObject({
    amount: BigUint64Array.of(2n ** 64n - 1n, 2n ** 64n - 1n),
    item_ids: BigUint64Array.of(0n, 0n),
    courier_id: BigUint64Array.of(0n, 0n),
  });
});

test('rows of the careful path are seen before those that the kernel adds after them', () => {
  const own = tally();
  add(own, 7n, 1n);
  const bytes = own.input.write('2,8\n');
  own.begin();

  own.scan(0, bytes);
  add(own, 9n, 3n);
  own.accumulated();

  expect(made[0]?.entries.map(({ owner }) => owner)).toEqual([0, 1, 2]);
});

test('numbers are those of the ids in ascending order at the end', () => {
  const own = tally();
  add(own, 2n ** 40n, 1n, [500n, 2n ** 50n]);
  add(own, 7n, 2n, [2n ** 50n, 3n]);

  expect(recorded(own)).toEqual({
    rows: [
      [0, 2n],
      [1, 1n],
    ],
    items: [
      [0, 3n],
      [2, 2n ** 50n],
      [1, 500n],
      [2, 2n ** 50n],
    ],
  });
});

test('of a plan without aggregates nothing is accumulated', () => {
  const own = new EventsTally(
    eventsPlanOf(defineFeatures(recordedInputs, { n: count(recordedInputs.orders) }), 'orders'),
    { kernel: { ...OPTIONS, references: OPTIONS.references.slice(0, 2) }, module: kernelModule() },
  );
  add(own, 7n, 1n, [3n]);

  expect(own.accumulated()).toEqual([]);
  expect(own.state().accumulators).toEqual([]);
});

describe('what another tally came to', () => {
  test('is added in the numbers of this one', () => {
    const [first, second, both] = [tally(), tally(), tally()];
    for (const into of [first, both]) {
      add(into, 7n, 1n, [3n, 5n]);
      add(into, 8n, 2n, []);
    }
    for (const into of [second, both]) {
      add(into, 9n, 1001n, [5n, 4n]);
      add(into, 7n, 1002n, [2n ** 40n]);
    }

    const isAdded = first.absorb(second.state());

    expect(isAdded).toBe(true);
    expect(recorded(first)).toEqual(recorded(both));
  });

  test('is left out when an event is in both', () => {
    const [first, second] = [tally(), tally()];
    add(first, 7n, 1n);
    add(second, 8n, 1n);

    const isAdded = first.absorb(second.state());

    expect(isAdded).toBe(false);
    expect(recorded(first).rows).toEqual([[0, 1n]]);
  });

  test('can be handed over, with memory that several columns share', () => {
    const second = tally();
    add(second, 7n, 1n, [3n]);
    const { kernel, accumulators } = second.state();
    const shared = new Uint32Array(4);
    const state = {
      kernel,
      accumulators: [
        ...accumulators,
        {
          owners: shared.subarray(0, 2),
          values: { counts: shared.subarray(2), wide: BigUint64Array.of(5n) },
        },
      ],
    };
    const copy = structuredClone(state);

    const moved = structuredClone(state, { transfer: memoryOf(state) });

    expect(moved).toEqual(copy);
    expect(shared).toHaveLength(0);
  });
});
