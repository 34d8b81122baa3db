import type { RowBatch } from '../features/accumulator.ts';
import { type Filter, TRUE, Truth } from '../filters/filter.ts';

/** Rows that a filter lets through. */
export class Selection {
  readonly #where: Filter | undefined;
  readonly #room = new Truth();

  /** @param where all rows, without one */
  constructor(where: Filter | undefined) {
    this.#where = where;
  }

  /** For each row of a batch TRUE when it is to be taken; valid until the next call. */
  of(rows: RowBatch): Uint8Array {
    const truth = this.#room.of(rows.size);
    if (this.#where) {
      this.#where.test(rows, truth);
    } else {
      truth.fill(TRUE, 0, rows.size);
    }
    return truth;
  }
}
