/** Ids from `first` on, one after the other. */
export interface IdRun {
  readonly first: bigint;
  readonly length: number;
}

/** The ids of runs, one by one. */
export function* idsOf(runs: Iterable<IdRun>): Generator<bigint> {
  for (const { first, length } of runs) {
    for (let offset = 0; offset < length; offset++) {
      yield first + BigInt(offset);
    }
  }
}
