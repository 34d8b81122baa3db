import type { Id } from '../../../model/id-types.ts';

/** So many ids are told; of all others how many there are. */
export const TOLD_IDS = 20;

/** An id and how often it is named. */
export interface CountedId {
  readonly id: Id;
  readonly count: number;
}

/** Of ids that are unknown: those for which something is so that are named most often, the most frequent first. */
export type MostFrequentOf = (isSo: (id: Id) => boolean) => readonly CountedId[];

/** The ids that are named most often, of as many as there may be: no more are held than are told. */
export class MostFrequent {
  readonly #most: CountedId[] = [];

  /**
   * Adds an id with all of its mentions. Of equal counts the one that was added first stays before the others.
   */
  add(count: number, id: Id): void {
    const last = this.#most[TOLD_IDS - 1];
    if (last && last.count >= count) {
      return;
    }
    const place = this.#most.findIndex((known) => known.count < count);
    this.#most.splice(place < 0 ? this.#most.length : place, 0, { id, count });
    this.#most.length = Math.min(this.#most.length, TOLD_IDS);
  }

  /** Those, the most frequent first. */
  get ids(): readonly CountedId[] {
    return this.#most;
  }
}
