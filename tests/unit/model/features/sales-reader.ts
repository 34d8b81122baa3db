import type {
  AccumulatorState,
  IdValues,
  IntegerValues,
  NumberMaps,
  RowBatch,
} from '../../../../lib/model/features/accumulator.ts';
import type { Aggregate, AggregateValue } from '../../../../lib/model/features/feature.ts';
import type { Sale } from './sales.ts';

/** Numbers ids in the order in which they come. */
class Numbers {
  readonly ids: bigint[] = [];

  of(id: bigint): number {
    const known = this.ids.indexOf(id);
    return known < 0 ? this.ids.push(id) - 1 : known;
  }

  /** From these numbers to those of another. */
  mapTo(other: Numbers): Uint32Array {
    return Uint32Array.from(this.ids, (id) => other.of(id));
  }

  /** The same ids, the lowest with the lowest number. */
  sorted(): Numbers {
    const sorted = new Numbers();
    for (const id of this.ids.toSorted((a, b) => (a < b ? -1 : 1))) {
      sorted.of(id);
    }
    return sorted;
  }
}

/** Whose numbers a state has: owners, and ids of each column. */
export class Numbering {
  readonly owners: Numbers;
  readonly columns: Readonly<Record<string, Numbers>>;

  constructor(owners = new Numbers(), articles = new Numbers(), gifts = new Numbers()) {
    this.owners = owners;
    this.columns = { article_ids: articles, gift_id: gifts };
  }

  idsOf(column: string): Numbers {
    const ids = this.columns[column];
    if (!ids) {
      throw new Error(`nobody numbers the ids of ${column}`);
    }
    return ids;
  }

  sorted(): Numbering {
    const [articles, gifts] = [this.idsOf('article_ids'), this.idsOf('gift_id')];
    return new Numbering(this.owners.sorted(), articles.sorted(), gifts.sorted());
  }

  mapsTo(other: Numbering): NumberMaps {
    return {
      owners: this.owners.mapTo(other.owners),
      ids: (column) => this.idsOf(column).mapTo(other.idsOf(column)),
    };
  }
}

/** Rows as an accumulator sees them, so many at a time. */
export function* batchesOf(sales: readonly Sale[], numbering: Numbering, size = 3): Generator<RowBatch> {
  for (let from = 0; from < sales.length; from += size) {
    yield batchOf(sales.slice(from, from + size), numbering);
  }
}

export function batchOf(sales: readonly Sale[], numbering = new Numbering()): RowBatch {
  const integers: Readonly<Record<string, IntegerValues>> = {
    price: { words: halves(sales.map(({ price }) => price)), nulls: undefined },
    rating: {
      words: halves(sales.map(({ rating }) => rating ?? 77n)),
      nulls: Uint8Array.from(sales, ({ rating }) => (rating === null ? 1 : 0)),
    },
  };
  const ids: Readonly<Record<string, IdValues>> = {
    article_ids: idValues(
      sales.map(({ articles }) => articles),
      numbering.idsOf('article_ids'),
    ),
    gift_id: idValues(
      sales.map(({ gift }) => (gift === null ? [] : [gift])),
      numbering.idsOf('gift_id'),
    ),
  };
  const owners = sales.flatMap(({ buyer }) => [numbering.owners.of(buyer), 99]);
  return {
    size: sales.length,
    owners: { words: Uint32Array.from(owners), stride: 2 },
    integers: (column) => named(integers, column),
    ids: (column) => named(ids, column),
  };
}

function named<Values>(columns: Readonly<Record<string, Values>>, name: string): Values {
  const column = columns[name];
  if (!column) {
    throw new Error(`the rows have no column ${name}`);
  }
  return column;
}

const halves = (values: readonly bigint[]): Uint32Array =>
  Uint32Array.from(values.flatMap((value) => [Number(value & 0xffff_ffffn), Number(value >> 32n)]));

/** Lists, after ids of rows that were there before: the first one of a batch need not be at 0. */
function idValues(lists: readonly (readonly bigint[])[], numbers: Numbers): IdValues {
  const before = [5n, 5n];
  const first = [before.length];
  for (const list of lists) {
    first.push((first.at(-1) ?? 0) + list.length);
  }
  const ids = lists.flat();
  return {
    first: Uint32Array.from(first),
    numbers: Uint32Array.from([...before.map(() => 0), ...ids.map((id) => numbers.of(id))]),
    words: halves([...before, ...ids]),
  };
}

/** What an aggregate comes to for rows that two threads read: the numbers are those of the first. */
export function read(
  aggregate: Aggregate,
  [one, other]: readonly [readonly Sale[], readonly Sale[]],
  numbering: Numbering,
) {
  const first = aggregate.create();
  for (const rows of batchesOf(one, numbering)) {
    first.add(rows);
  }
  const second = aggregate.create();
  const numberingOfSecond = new Numbering();
  for (const rows of batchesOf(other, numberingOfSecond, 2)) {
    second.add(rows);
  }
  first.combine(structuredClone(second.state()), numberingOfSecond.mapsTo(numbering));
  return first;
}

/** The state of rows that one thread reads, with numbers in the order of the ids: as a partial has it. */
export function partialOf(aggregate: Aggregate, sales: readonly Sale[]): AccumulatorState {
  const numbering = new Numbering();
  return read(aggregate, [sales, []], numbering).state(numbering.mapsTo(numbering.sorted()));
}

/** A value of each buyer, of parts that are read by two threads each, and put together in the order that they have. */
export function valuesOf(
  value: AggregateValue,
  parts: readonly (readonly [readonly Sale[], readonly Sale[]])[],
): ReadonlyMap<bigint, ReturnType<ReturnType<AggregateValue['finish']>>> {
  const all = new Numbering();
  const merged = value.aggregate.create();
  for (const part of parts) {
    const numbering = new Numbering();
    const accumulator = read(value.aggregate, part, numbering);
    const sorted = numbering.sorted();
    merged.combine(accumulator.state(numbering.mapsTo(sorted)), sorted.mapsTo(all));
  }
  const sorted = all.sorted();
  const of = value.finish(merged.state(all.mapsTo(sorted)), {
    idOf: (column, number) => sorted.idsOf(column).ids[number] ?? -1n,
  });
  const buyers = new Set(parts.flat(2).map(({ buyer }) => buyer));
  return new Map([...buyers].map((buyer) => [buyer, of(sorted.owners.of(buyer))]));
}
