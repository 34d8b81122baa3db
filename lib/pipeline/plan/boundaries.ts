import { LineEnds } from '../../aggregation/kernel/line-ends.ts';
import { type Delimiter, LF, QUOTE } from '../../csv/dialect.ts';
import { Framer } from '../../csv/records/framer.ts';

/** Where a record begins: its offset in the file, and its physical line, from 1. */
export interface Boundary {
  readonly byte: number;
  readonly line: number;
}

/**
 * Finds where the first record at or after each of some offsets begins, so that a file can be cut there. Outside quotes
 * every line end ends a record; from a line with a quote on, the state machine of the reader says where its record ends.
 *
 * @param start where the first byte stands, which begins a record
 * @param targets offsets in the file, ascending; of two that the same record follows, one is answered
 * @param open gives the bytes from `start` on, in chunks that lie in the buffer it is handed
 * @returns the boundaries that there are before the bytes end
 */
export async function findBoundaries(
  start: Boundary,
  delimiter: Delimiter,
  targets: readonly number[],
  open: (buffer: () => Buffer) => AsyncIterable<Buffer>,
): Promise<Boundary[]> {
  const finder = new BoundaryFinder(start, delimiter, targets);
  for await (const chunk of open(() => finder.input)) {
    finder.read(chunk);
    if (finder.isDone) {
      break;
    }
  }
  return finder.found;
}

class BoundaryFinder {
  readonly found: Boundary[] = [];
  readonly #framer: Framer;
  readonly #targets: readonly number[];
  readonly #lineEnds = new LineEnds();
  /** Offset of the chunk in the file. */
  #base: number;
  /** Physical line of the place that was reached. */
  #line: number;
  /** Whether a record was begun whose end has not come yet. */
  #isInside = false;
  #nextTarget = 0;
  #last: number;

  constructor({ byte, line }: Boundary, delimiter: Delimiter, targets: readonly number[]) {
    this.#framer = new Framer(delimiter);
    this.#targets = targets;
    this.#base = byte;
    this.#line = line;
    this.#last = byte;
  }

  get input(): Buffer {
    return this.#lineEnds.input;
  }

  get isDone(): boolean {
    return this.#nextTarget === this.#targets.length;
  }

  /** Goes on through the next chunk, which begins where `input` does. */
  read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (!this.#isInside) {
        at = this.#plainLines(chunk, at);
        if (at === chunk.length) {
          break;
        }
        this.#framer.begin();
      }
      at = this.#frame(chunk, at);
    }
    this.#base += chunk.length;
    // A record that begins where the bytes end is none: that is known once more of them have come.
  }

  /** Passes over whole lines up to the first with a quote, or the last. Returns where that line begins. */
  #plainLines(chunk: Buffer, from: number): number {
    const quote = chunk.indexOf(QUOTE, from);
    const end = (quote === -1 ? chunk : chunk.subarray(0, quote)).lastIndexOf(LF) + 1;
    if (end <= from) {
      return from;
    }
    let at = from;
    this.#take(at);
    for (let target = this.#target - this.#base; target < end; target = this.#target - this.#base) {
      // A record that begins at the target follows a line end right before it.
      const next = chunk.indexOf(LF, Math.max(at, target - 1)) + 1;
      if (next >= end) {
        break;
      }
      this.#line += this.#lineEnds.count(at, next);
      at = next;
      this.#take(at);
    }
    this.#line += this.#lineEnds.count(at, end);
    return end;
  }

  /** Goes on to the end of a record of any kind. Returns the place after it, or the chunk's end. */
  #frame(chunk: Buffer, from: number): number {
    if (!this.#isInside) {
      this.#take(from);
    }
    const end = this.#framer.scan(chunk, from, chunk.length);
    this.#isInside = end === -1;
    if (end === -1) {
      return chunk.length;
    }
    this.#line += this.#framer.newlines;
    return end;
  }

  get #target(): number {
    return this.#targets[this.#nextTarget] ?? Number.POSITIVE_INFINITY;
  }

  /** A record begins here: it is a boundary if a target was passed. */
  #take(at: number): void {
    const byte = this.#base + at;
    if (byte < this.#target) {
      return;
    }
    while (byte >= this.#target) {
      this.#nextTarget++;
    }
    if (byte === this.#last) {
      return;
    }
    this.found.push({ byte, line: this.#line });
    this.#last = byte;
  }
}
