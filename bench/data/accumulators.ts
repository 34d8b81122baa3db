import {
  and,
  atLeast,
  atMost,
  defineFeatures,
  defineInputs,
  distinct,
  entity,
  events,
  id,
  idList,
  integer,
  mean,
  mostUsed,
  reference,
} from '../../lib/model/declare.ts';
import type { AccumulatorState, RowBatch } from '../../lib/model/features/accumulator.ts';
import type { AggregateValue } from '../../lib/model/features/feature.ts';
import { aggregateIndex } from '../../lib/model/model.ts';
import { generator } from './random.ts';

/**
 * What accumulators take without a reader before them: rows as the kernel hands them over, made up beforehand.
 *
 *   node bench/data/accumulators.ts [ROWS] [OWNERS] [IDS]
 */

const WINDOW = 8192;
const [rows = 10e6, owners = 1e6, ids = 500] = process.argv.slice(2).map(Number);

const inputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'shop_id',
    columns: {
      order_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      product_ids: idList().references('products', { orElse: 'warn' }),
      amount: integer(),
    },
  }),
  products: reference({ files: 'products.csv', key: 'product_id', columns: { product_id: id() } }),
});
const { orders } = inputs;
const { product_ids: products, amount } = orders;
const where = and(atLeast(amount, 100), atMost(amount, 400));

const MEASURED = {
  'distinct and mostUsed': { a: distinct(products), b: mostUsed(products) },
  'mostUsed of 60 % of the rows': { a: mostUsed(products, { where }) },
  'mean of 60 % of the rows': { a: mean(amount, { where }) },
};

const { batches, listed } = madeUp();
console.log(`${rows} rows of ${owners} owners, ${listed} listed ids of ${ids}; ns per row of CPU time`);
for (const [name, features] of Object.entries(MEASURED)) {
  for (let round = 0; round < 3; round++) {
    measure(name, features);
  }
}

function measure(name: string, features: Parameters<typeof defineFeatures>[1]): void {
  const [plan] = defineFeatures(inputs, features).events;
  const accumulators = plan?.aggregates.map((aggregate) => aggregate.create()) ?? [];
  const maps = { owners: backwards(owners), ids: () => backwards(ids) };
  const marks = [cpu()];
  const mark = () => marks.push(cpu());
  for (const batch of batches) {
    for (const accumulator of accumulators) {
      accumulator.add(batch);
    }
  }
  mark();
  const bytes = accumulators.reduce((sum, accumulator) => sum + accumulator.bytes, 0);
  const states = accumulators.map((accumulator) => accumulator.state());
  mark();
  for (const accumulator of accumulators) {
    accumulator.state(maps);
  }
  mark();
  const values = plan?.values.map((value) => finished(value, states[aggregateIndex(plan, value)])) ?? [];
  mark();
  for (const [index, state] of states.entries()) {
    accumulators[index]?.combine(state, maps);
    accumulators[index]?.state();
  }
  mark();
  const per = marks.slice(1).map((time, index) => ((1e6 * (time - (marks[index] ?? 0))) / rows).toFixed(1));
  const [add, state, renumbered, finish, combine] = per;
  console.log(
    `${name}: add ${add}, state ${state}, renumbered ${renumbered}, finish ${finish}, combine with as much ${combine}; ` +
      `${((marks[2] ?? 0) - (marks[0] ?? 0)).toFixed(0)} ms to the state; ${(bytes / 2 ** 20).toFixed(0)} MiB; ` +
      `entries ${states.map((one) => one.owners.length)}, values ${values}`,
  );
}

/** How many owners have a value. */
function finished(value: AggregateValue, state: AccumulatorState | undefined): number {
  const of = value.finish(state ?? { owners: new Uint32Array(0), values: {} }, {
    idOf: (_, number) => BigInt(number),
  });
  let some = 0;
  for (let owner = 0; owner < owners; owner++) {
    some += of(owner) === null ? 0 : 1;
  }
  return some;
}

/** Numbers from the greatest down: what keeps the order least. */
function backwards(size: number): Uint32Array {
  return Uint32Array.from({ length: size }, (_, number) => size - 1 - number);
}

/** Milliseconds of CPU time, which others on the machine change less than time that passes. */
function cpu(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function madeUp(): { readonly batches: readonly RowBatch[]; readonly listed: number } {
  const random = generator(rows + owners);
  const numbers = new Map<number, number>();
  const ownerWords = new Uint32Array(2 * rows);
  const amounts = new Uint32Array(2 * rows);
  const first = new Uint32Array(rows + 1);
  const listedIds = new Uint32Array(3 * rows);
  let listed = 0;
  for (let row = 0; row < rows; row++) {
    const owner = random(owners);
    const number = numbers.get(owner) ?? numbers.size;
    numbers.set(owner, number);
    ownerWords[2 * row] = number;
    amounts[2 * row] = 1 + random(500);
    const list = new Set(Array.from({ length: 1 + Math.floor(random(5) / 2) }, () => random(ids)));
    for (const one of list) {
      listedIds[listed++] = one;
    }
    first[row + 1] = listed;
  }
  const batches: RowBatch[] = [];
  for (let from = 0; from < rows; from += WINDOW) {
    const size = Math.min(WINDOW, rows - from);
    const firstOfBatch = first.subarray(from, from + size + 1);
    const words = amounts.subarray(2 * from, 2 * (from + size));
    batches.push({
      size,
      owners: { words: ownerWords.subarray(2 * from, 2 * (from + size)), stride: 2 },
      integers: () => ({ words, nulls: undefined }),
      ids: () => ({ first: firstOfBatch, numbers: listedIds, words: new Uint32Array(0) }),
    });
  }
  return { batches, listed };
}
