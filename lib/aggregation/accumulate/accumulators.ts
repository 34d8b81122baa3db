import { InputError } from '../../errors.ts';
import type {
  Accumulator,
  AccumulatorState,
  NumberMaps,
  RowBatch,
} from '../../model/features/accumulator.ts';
import type { Aggregate } from '../../model/features/feature.ts';

/** Bytes that the accumulators of a slice may hold, unless it is said otherwise. */
export const MAX_AGGREGATE_BYTES = 2 ** 30;

/** The accumulators of a plan, all fed with the same rows. */
export class Accumulators {
  readonly #each: readonly { readonly aggregate: Aggregate; readonly accumulator: Accumulator }[];
  readonly #maxBytes: number;

  /** @param maxBytes what all of them together may hold */
  constructor(aggregates: readonly Aggregate[], maxBytes: number) {
    this.#each = aggregates.map((aggregate) => ({ aggregate, accumulator: aggregate.create() }));
    this.#maxBytes = maxBytes;
  }

  /** Takes rows. */
  add(rows: RowBatch): void {
    for (const { accumulator } of this.#each) {
      accumulator.add(rows);
    }
  }

  /** Takes what others of the same plan came to, of other rows. */
  combine(states: readonly AccumulatorState[], maps: NumberMaps): void {
    for (const [index, { accumulator }] of this.#each.entries()) {
      accumulator.combine(states[index] as AccumulatorState, maps);
    }
  }

  /** What each came to, in the order of the plan, in the numbers that the maps give if there are any. */
  states(maps?: NumberMaps): AccumulatorState[] {
    return this.#each.map(({ accumulator }) => accumulator.state(maps));
  }

  /**
   * Makes sure that they do not take the memory that the process needs.
   *
   * @throws InputError AGGREGATES_TOO_LARGE naming the one that holds most
   */
  refuseTooLarge(): void {
    const sizes = this.#each.map(({ aggregate, accumulator }) => ({ aggregate, bytes: accumulator.bytes }));
    const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total <= this.#maxBytes) {
      return;
    }
    const [largest] = sizes.toSorted((a, b) => b.bytes - a.bytes);
    throw new InputError(
      'AGGREGATES_TOO_LARGE',
      `${largest?.aggregate.events}: what features need of the rows so far takes ${inMebibytes(total)} of memory, ` +
        `of which ${largest?.aggregate.id} ${inMebibytes(largest?.bytes ?? 0)}; ${inMebibytes(this.#maxBytes)} are allowed. ` +
        'A row of the result probably has very many different values: declare fewer features of this kind, filter them ' +
        'more, or raise ETL_MAX_AGGREGATE_BYTES if there is the memory; the table was kept',
    );
  }
}

const inMebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
