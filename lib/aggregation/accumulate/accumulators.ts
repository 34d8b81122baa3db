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
    const aggregates = this.#each.map(({ aggregate }) => aggregate);
    const bytes = this.#each.map(({ accumulator }) => accumulator.bytes);
    refuseTooLarge(aggregates, bytes, this.#maxBytes);
  }
}

/**
 * Makes sure that accumulators do not take the memory that the process needs.
 *
 * @param bytes what that of each aggregate holds
 * @throws InputError AGGREGATES_TOO_LARGE naming the one that holds most
 */
export function refuseTooLarge(
  aggregates: readonly Aggregate[],
  bytes: readonly number[],
  maxBytes: number,
): void {
  const total = bytes.reduce((sum, own) => sum + own, 0);
  if (total <= maxBytes) {
    return;
  }
  const most = Math.max(...bytes);
  const largest = aggregates[bytes.indexOf(most)];
  throw new InputError(
    'AGGREGATES_TOO_LARGE',
    `${largest?.events}: the features need ${inMebibytes(total)} of memory for the rows so far, more than the limit of ${inMebibytes(maxBytes)}; ` +
      `${largest?.id} needs most, ${inMebibytes(most)}. Probably there are very many different ids: declare fewer such ` +
      'features, filter out more rows, or raise ETL_MAX_AGGREGATE_BYTES if the machine has enough memory; the table ' +
      'is unchanged',
  );
}

const inMebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20)} MiB`;
