import type { Id } from '../../model/id-types.ts';
import { type IdRange, idsOf } from './id-ranges.ts';

/** Ids whose row that counts is elsewhere: rows with them are rejected. They may be asked for more than once. */
export interface TakenIds extends Iterable<Id> {
  readonly isEmpty: boolean;
}

/** The ids, so many at a time at most. */
export function* batchesOf(taken: TakenIds, most: number): Generator<Id[]> {
  let batch: Id[] = [];
  for (const id of taken) {
    batch.push(id);
    if (batch.length === most) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) {
    yield batch;
  }
}

/** None. */
export const NONE_TAKEN: TakenIds = { isEmpty: true, [Symbol.iterator]: () => [][Symbol.iterator]() };

/** Those of some ranges. */
export const takenRanges = (ranges: readonly IdRange[]): TakenIds => ({
  isEmpty: ranges.length === 0,
  [Symbol.iterator]: () => idsOf(ranges),
});

/** Some texts. */
export const takenTexts = (texts: readonly string[]): TakenIds => ({
  isEmpty: texts.length === 0,
  [Symbol.iterator]: () => texts[Symbol.iterator](),
});
