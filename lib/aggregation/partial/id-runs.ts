/** Ids from `first` on, one after the other. */
export interface IdRun {
  readonly first: bigint;
  readonly length: number;
}

/** Runs of a sorted list without repetitions. */
export function* runsOf(sorted: BigUint64Array): Generator<IdRun> {
  // Low and high halves, as plain numbers: BigInts for each comparison took most of the time.
  const halves = new Uint32Array(sorted.buffer, sorted.byteOffset, 2 * sorted.length);
  let start = 0;
  for (let at = 1; at <= sorted.length; at++) {
    if (at < sorted.length && follows(halves, at)) {
      continue;
    }
    yield { first: sorted[start] as bigint, length: at - start };
    start = at;
  }
}

/** Runs without the ids of others; both ascending. */
export function* withoutRuns(runs: Iterable<IdRun>, others: readonly IdRun[]): Generator<IdRun> {
  let next = 0;
  for (const run of runs) {
    const end = endOf(run);
    let from = run.first;
    for (let other = others[next]; other && other.first < end; other = others[++next]) {
      if (other.first > from) {
        yield runBetween(from, other.first);
      }
      if (endOf(other) > from) {
        from = endOf(other);
      }
      // It goes on behind this run.
      if (from > end) {
        break;
      }
    }
    if (from < end) {
      yield runBetween(from, end);
    }
  }
}

const endOf = ({ first, length }: IdRun): bigint => first + BigInt(length);

const runBetween = (first: bigint, end: bigint): IdRun => ({ first, length: Number(end - first) });

/** The ids of runs, one by one. */
export function* idsOf(runs: Iterable<IdRun>): Generator<bigint> {
  for (const { first, length } of runs) {
    for (let offset = 0; offset < length; offset++) {
      yield first + BigInt(offset);
    }
  }
}

/** Whether the id at a position is one more than the one before it. */
function follows(halves: Uint32Array, at: number): boolean {
  const low = ((halves[2 * at - 2] as number) + 1) >>> 0;
  const high = (halves[2 * at - 1] as number) + (low === 0 ? 1 : 0);
  return halves[2 * at] === low && halves[2 * at + 1] === high;
}

/** Runs of the bits that are set, bit 0 of word 0 being id 0. */
export function* runsOfBits(words: Uint32Array): Generator<IdRun> {
  let first: number | undefined;
  for (const id of changesOf(words)) {
    if (first === undefined) {
      first = id;
    } else {
      yield { first: BigInt(first), length: id - first };
      first = undefined;
    }
  }
  if (first !== undefined) {
    yield { first: BigInt(first), length: 32 * words.length - first };
  }
}

/** The bits that differ from the one before them. */
function* changesOf(words: Uint32Array): Generator<number> {
  let before = 0;
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as number;
    // Each bit against its lower neighbour; nearly all words are all zeroes or all ones, without a change.
    let changes = (word ^ ((word << 1) | before)) >>> 0;
    before = word >>> 31;
    for (; changes !== 0; changes = (changes & (changes - 1)) >>> 0) {
      yield 32 * at + 31 - Math.clz32(changes & -changes);
    }
  }
}
