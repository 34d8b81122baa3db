import type { PartProgress } from '../../../store/runs/progress.ts';

const WORDS = 3;
/** The word after these: whether the thread has started. */
const STARTED = WORDS;

/** How far a thread is, in memory that another one looks into: it need not wait for a message to come through. */
export class SharedProgress {
  readonly memory: SharedArrayBuffer;
  readonly #words: BigInt64Array;

  /** @param memory that of the thread which is watched; new memory without it */
  constructor(
    memory: SharedArrayBuffer = new SharedArrayBuffer((WORDS + 1) * BigInt64Array.BYTES_PER_ELEMENT),
  ) {
    this.memory = memory;
    this.#words = new BigInt64Array(memory);
  }

  /** Says that this thread has started. */
  start(): void {
    Atomics.store(this.#words, STARTED, 1n);
  }

  /** Whether the other thread has said that it has started. */
  get hasStarted(): boolean {
    return Atomics.load(this.#words, STARTED) !== 0n;
  }

  /** Says how far this thread is. */
  tell({ bytes, read, rejected }: PartProgress): void {
    for (const [index, word] of [bytes, read, rejected].entries()) {
      Atomics.store(this.#words, index, BigInt(word));
    }
  }

  /** How far the other thread has said to be. */
  get told(): PartProgress {
    const [bytes = 0, read = 0, rejected = 0] = Array.from({ length: WORDS }, (_, index) =>
      Number(Atomics.load(this.#words, index)),
    );
    return { bytes, read, rejected };
  }
}

/** Both halves together. */
export function together(one: PartProgress, other: PartProgress | undefined): PartProgress {
  if (!other) {
    return one;
  }
  return {
    bytes: one.bytes + other.bytes,
    read: one.read + other.read,
    rejected: one.rejected + other.rejected,
  };
}
