import { encodeRanges, type IdChunk, type RangeColumns } from './id-columns.ts';
import { CHUNK_VALUES, encodeIntegers, type Integers, sizeOf } from './integers.ts';

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
  latest: (column: string) => `latest.${column}`,
  lookup: (column: string) => `lookup.${column}`,
  lookupLengths: (column: string) => `lookup.${column}.lengths`,
  findings: 'findings',
  /** The bytes of ids that are texts; the column itself has their lengths. */
  textsOf: (column: string) => `${column}.texts`,
} as const;

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

/** Bytes of stretches of so many values as chunks of a column. */
export function* chunksOf(
  column: string,
  size: number,
  chunks: Iterable<Uint8Array>,
): Generator<ColumnChunk> {
  let left = size;
  for (const bytes of chunks) {
    yield { column, bytes, size: Math.min(left, CHUNK_VALUES) };
    left -= CHUNK_VALUES;
  }
}
