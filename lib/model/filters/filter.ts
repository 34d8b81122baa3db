import type { RowBatch } from '../features/accumulator.ts';
import type { EventColumn } from '../features/feature.ts';

/** What a comparison comes to for a row, as SQL has it: of NULL nobody knows. In this order, `and` is the least of several. */
export const FALSE = 0;
export const UNKNOWN = 1;
export const TRUE = 2;

/** Which rows of events a feature is of: those for which it is TRUE. */
export interface Filter<Input extends string = string> {
  /** The same for filters that are written alike, so that features share what is accumulated: `atLeast(amount,30)`. */
  readonly id: string;
  /** The name of the events. */
  readonly input: Input;
  readonly reads: readonly EventColumn[];
  /** Writes what it comes to for each row of a batch: FALSE, UNKNOWN or TRUE. */
  test(rows: RowBatch, truth: Uint8Array): void;
}

/** Which rows a feature is of; all, unless it is said. */
export interface Filtered<Input extends string = string> {
  readonly where?: Filter<Input>;
}

/** Room for what a filter comes to, which grows with the batches. */
export class Truth {
  #values = new Uint8Array(0);

  /** So many values, whatever they were. */
  of(size: number): Uint8Array {
    if (this.#values.length < size) {
      this.#values = new Uint8Array(size);
    }
    return this.#values;
  }
}

/**
 * The filter of a feature, which must be over the same events as its column.
 *
 * @throws TypeError when it is not; where the types of columns are known, this does not compile
 */
export function refuseOtherEvents(what: string, input: string, where: Filter | undefined): void {
  if (where && where.input !== input) {
    throw new TypeError(
      `${what} is about rows of ${input}, but its filter ${where.id} is about rows of ${where.input}: all columns of one feature ` +
        `must be of one input`,
    );
  }
}
