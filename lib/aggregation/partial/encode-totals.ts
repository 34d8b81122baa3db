import type { AccumulatorState } from '../../model/features/accumulator.ts';
import { COLUMNS, type ColumnChunk, chunksOf, encodeIds, encodeValues } from './column-chunks.ts';
import { encodeNumbers, type Integers, wordsOf } from './integers.ts';
import type { EventTotals } from './totals.ts';

/** What events add up to, as the chunks of columns; their ids last, and only if they are wanted. */
export function* encodeTotals(totals: EventTotals, ids: 'with ids' | 'without ids'): Generator<ColumnChunk> {
  yield* totals.owners.encode(COLUMNS.owners);
  yield* encodeValues(COLUMNS.events, totals.events);
  for (const [index, values] of totals.slots.entries()) {
    yield* encodeValues(COLUMNS.slot(index), values);
  }
  for (const [index, named] of totals.references.entries()) {
    yield* named.ids.encode(COLUMNS.named(index));
    yield* encodeValues(COLUMNS.namedCounts(index), named.counts);
  }
  for (const [index, state] of totals.accumulated.entries()) {
    yield* encodeState(index, state);
  }
  if (ids === 'with ids') {
    yield* encodeIds(COLUMNS.ids, totals.idRanges());
  }
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
