import type { AccumulatorState } from '../../model/features/accumulator.ts';
import { encodeRanges, type IdChunk, type RangeColumns, rangesOf } from './id-columns.ts';
import { CHUNK_VALUES, encodeIntegers, encodeNumbers, type Integers, sizeOf, wordsOf } from './integers.ts';
import type { EventTotals } from './totals.ts';

/** A stretch of a column of a partial, as it is stored. */
export interface ColumnChunk {
  readonly column: string;
  readonly bytes: Uint8Array;
  /** How many values there are, or ids. */
  readonly size: number;
  /** Of ids, the first and the last. */
  readonly range?: readonly [first: bigint, last: bigint];
}

/** The names of the columns of partials. What repeats is numbered in the order of the plan, from 1. */
export const COLUMNS = {
  /** Ids of the events that count, or keys of the rows of the entity or a reference. */
  ids: 'ids',
  owners: 'owners',
  events: 'events',
  slot: (index: number) => `slot_${index + 1}`,
  named: (index: number) => `named_${index + 1}`,
  namedCounts: (index: number) => `named_${index + 1}.counts`,
  aggregateOwners: (index: number) => `aggregate_${index + 1}.owners`,
  aggregateIds: (index: number) => `aggregate_${index + 1}.ids.`,
  aggregateValues: (index: number) => `aggregate_${index + 1}.values.`,
  lookup: (column: string) => `lookup.${column}`,
  lookupLengths: (column: string) => `lookup.${column}.lengths`,
  findings: 'findings',
} as const;

/** What events add up to, as the chunks of columns; their ids last, and only if they are wanted. */
export function* encodeTotals(totals: EventTotals, ids: 'with ids' | 'without ids'): Generator<ColumnChunk> {
  yield* encodeIds(COLUMNS.owners, rangesOf(totals.owners));
  yield* encodeValues(COLUMNS.events, totals.events);
  for (const [index, values] of totals.slots.entries()) {
    yield* encodeValues(COLUMNS.slot(index), values);
  }
  for (const [index, named] of totals.references.entries()) {
    yield* encodeIds(COLUMNS.named(index), rangesOf(named.ids));
    yield* encodeValues(COLUMNS.namedCounts(index), named.counts);
  }
  for (const [index, state] of totals.accumulated.entries()) {
    yield* encodeState(index, state);
  }
  if (ids === 'with ids') {
    yield* encodeIds(COLUMNS.ids, totals.idRanges());
  }
}

/** Ids in ascending order as chunks of a column. */
export function* encodeIds(column: string, ranges: Iterable<RangeColumns>): Generator<ColumnChunk> {
  for (const range of ranges) {
    const { bytes, size, first, last }: IdChunk = encodeRanges(range);
    yield { column, bytes, size, range: [first, last] };
  }
}

/** Integers as chunks of a column. */
export function* encodeValues(column: string, values: Integers): Generator<ColumnChunk> {
  yield* chunksOf(column, sizeOf(values), encodeIntegers(values));
}

function* encodeState(index: number, { owners, ids, values }: AccumulatorState): Generator<ColumnChunk> {
  yield* chunksOf(COLUMNS.aggregateOwners(index), owners.length, encodeNumbers(owners));
  if (ids) {
    const column = COLUMNS.aggregateIds(index) + ids.column;
    yield* encodeValues(column, { words: ids.numbers, stride: 1 });
  }
  for (const [name, own] of Object.entries(values)) {
    const integers: Integers =
      own instanceof Uint32Array ? { words: own, stride: 1 } : { words: wordsOf(own), stride: 2 };
    yield* encodeValues(COLUMNS.aggregateValues(index) + name, integers);
  }
}

function* chunksOf(column: string, size: number, chunks: Iterable<Uint8Array>): Generator<ColumnChunk> {
  let left = size;
  for (const bytes of chunks) {
    yield { column, bytes, size: Math.min(left, CHUNK_VALUES) };
    left -= CHUNK_VALUES;
  }
}
