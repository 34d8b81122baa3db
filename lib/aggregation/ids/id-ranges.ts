/** Ids from `first` on, one after the other. */
export interface IdRange {
  readonly first: bigint;
  readonly length: number;
}

/** The ids of ranges, one by one. */
export function* idsOf(ranges: Iterable<IdRange>): Generator<bigint> {
  for (const { first, length } of ranges) {
    for (let offset = 0; offset < length; offset++) {
      yield first + BigInt(offset);
    }
  }
}
