import {
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  reference,
  sum,
} from '../../../lib/model/declare.ts';
import type {
  Accumulator,
  AccumulatorState,
  IdValues,
  NumberMaps,
  RowBatch,
} from '../../../lib/model/features/accumulator.ts';
import {
  type Aggregate,
  type EventColumn,
  type Feature,
  valueFeature,
} from '../../../lib/model/features/feature.ts';

/** Events with a column of every kind that an accumulator can read: serial numbers tell them apart. */
export const recordedInputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id() } }),
  orders: events({
    files: 'orders.csv',
    key: 'order_id',
    of: 'shop_id',
    columns: {
      order_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      serial: integer(),
      amount: integer({ optional: true }),
      item_ids: idList().references('items', { orElse: 'warn' }),
      voucher_id: id({ optional: true }).references('vouchers', { orElse: 'warn' }),
      tag_ids: idList({ optional: true }),
      courier_id: id(),
    },
  }),
  items: reference({ files: 'items.csv', key: 'item_id', columns: { item_id: id() } }),
  vouchers: reference({ files: 'vouchers.csv', key: 'voucher_id', columns: { voucher_id: id() } }),
});

const { orders } = recordedInputs;
/** The columns of ids, of which each has a recorder of its own. */
export const ID_COLUMNS = ['item_ids', 'voucher_id', 'tag_ids', 'courier_id'] as const;

/** An entry for each row, or for each id of a row, in the order in which they came. */
interface Entry {
  readonly owner: number;
  readonly number: number;
  readonly values: readonly bigint[];
}

/** Keeps all it sees. */
class Recorder implements Accumulator {
  readonly entries: Entry[] = [];
  /** How many rows it was given itself. */
  added = 0;
  readonly #names: readonly string[];
  readonly #column: string | undefined;
  readonly #entriesOf: (rows: RowBatch, row: number) => Omit<Entry, 'owner'>[];

  /** @param column the column whose ids the entries are of, if they are of ids */
  constructor(
    names: readonly string[],
    column: string | undefined,
    entriesOf: (rows: RowBatch, row: number) => Omit<Entry, 'owner'>[],
  ) {
    this.#names = names;
    this.#column = column;
    this.#entriesOf = entriesOf;
  }

  get bytes(): number {
    return 100 * this.entries.length;
  }

  add(rows: RowBatch): void {
    this.added += rows.size;
    const { words, stride } = rows.owners;
    for (let row = 0; row < rows.size; row++) {
      const owner = words[row * stride] as number;
      this.entries.push(...this.#entriesOf(rows, row).map((entry) => ({ owner, ...entry })));
    }
  }

  combine({ owners, ids, values }: AccumulatorState, maps: NumberMaps): void {
    for (const [index, owner] of owners.entries()) {
      this.entries.push({
        owner: maps.owners[owner] as number,
        number: ids ? (maps.ids(ids.column)[ids.numbers[index] as number] as number) : 0,
        values: this.#names.map((name) => BigInt(values[name]?.[index] ?? -1)),
      });
    }
  }

  state(maps?: NumberMaps): AccumulatorState {
    const column = this.#column;
    const ids = column === undefined ? undefined : maps?.ids(column);
    const entries = this.entries
      .map(({ owner, number, values }) => ({
        owner: maps?.owners[owner] ?? owner,
        number: ids?.[number] ?? number,
        values,
      }))
      .sort((a, b) => a.owner - b.owner || a.number - b.number);
    const numbers = Uint32Array.from(entries, ({ number }) => number);
    return {
      owners: Uint32Array.from(entries, ({ owner }) => owner),
      ...(column !== undefined && { ids: { column, numbers } }),
      values: Object.fromEntries(
        this.#names.map((name, at) => [name, BigUint64Array.from(entries, ({ values }) => values[at] ?? 0n)]),
      ),
    };
  }
}

const word64 = (words: Uint32Array, at: number): bigint =>
  BigInt(words[2 * at] as number) | (BigInt(words[2 * at + 1] as number) << 32n);

const countOf = ({ first }: IdValues, row: number): bigint =>
  BigInt((first[row + 1] as number) - (first[row] as number));

/** What is recorded of a row, in this order; `NO_AMOUNT` for NULL. */
const OF_ROWS = ['serial', 'amount', ...ID_COLUMNS] as const;
export const NO_AMOUNT = 2n ** 64n - 1n;

function rowEntry(rows: RowBatch, row: number): Omit<Entry, 'owner'>[] {
  const serial = rows.integers('serial');
  const amount = rows.integers('amount');
  const isNull = amount.nulls !== undefined && amount.nulls[row] !== 0;
  return [
    {
      number: 0,
      values: [
        word64(serial.words, row),
        isNull ? NO_AMOUNT : word64(amount.words, row),
        ...ID_COLUMNS.map((column) => countOf(rows.ids(column), row)),
      ],
    },
  ];
}

function idEntries(column: string) {
  return (rows: RowBatch, row: number): Omit<Entry, 'owner'>[] => {
    const { first, numbers, words } = rows.ids(column);
    const [from, to] = [first[row] as number, first[row + 1] as number];
    return Array.from({ length: to - from }, (_, offset) => ({
      number: numbers[from + offset] as number,
      values: [word64(rows.integers('serial').words, row), word64(words, from + offset)],
    }));
  };
}

const aggregate = (id: string, reads: readonly EventColumn[], create: () => Accumulator): Aggregate => ({
  id,
  events: 'orders',
  reads,
  create,
});

/** Of what is recorded nothing follows. */
const feature = (own: Aggregate): Feature =>
  valueFeature({ id: own.id, aggregate: own, sqlType: 'bigint', finish: () => () => null });

/** The recorders that were made, in order; the first of each reading is that of rows. */
export const made: Recorder[] = [];

function recorder(
  names: readonly string[],
  column: string | undefined,
  entriesOf: ReturnType<typeof idEntries>,
) {
  const own = new Recorder(names, column, entriesOf);
  made.push(own);
  return own;
}

const ofRows = aggregate(
  'rows',
  [orders.serial, orders.amount, ...ID_COLUMNS.map((name) => orders[name])],
  () => recorder(OF_ROWS, undefined, rowEntry),
);
const ofIds = ID_COLUMNS.map((column) =>
  aggregate(`ids(${column})`, [orders.serial, orders[column]], () =>
    recorder(['serial', 'id'], column, idEntries(column)),
  ),
);

/** A slot, and recorders of rows and of the ids of each column. */
export const recordingModel = defineFeatures(recordedInputs, {
  turnover: sum(orders.serial),
  rows: feature(ofRows),
  ...Object.fromEntries(ofIds.map((own, index) => [`ids_${index}`, feature(own)])),
});
