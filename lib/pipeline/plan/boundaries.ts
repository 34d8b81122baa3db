import { LineEnds } from '../../aggregation/kernel/line-ends.ts';
import { LF, QUOTE } from '../../csv/dialect.ts';
import { RecordFramer } from '../../csv/records/framing/record-framer.ts';
import type { RecordShape } from '../../csv/records/framing/record-rules.ts';

/** Where a record begins: its offset in the file, and its physical line, from 1. */
export interface Boundary {
  readonly byte: number;
  readonly line: number;
}

/**
 * Finds where the first record at or after each of some offsets begins, so that a file can be cut there. Outside quotes
 * every line end ends a record; from a line with a quote on, the framer of the reader says where its record ends, and that one
 * which is broken ends with its first line. So whoever reads from a boundary on finds the records that are there when all is read.
 *
 * @param start where the first byte stands, which begins a record
 * @param targets offsets in the file, ascending; of two that the same record follows, one is answered
 * @param open gives the bytes from `start` on, in chunks that lie in the buffer it is handed
 * @returns the boundaries that there are before the bytes end
 */
export async function findBoundaries(
  start: Boundary,
  shape: RecordShape,
  targets: readonly number[],
  open: (buffer: () => Buffer) => AsyncIterable<Buffer>,
): Promise<Boundary[]> {
  const finder = new BoundaryFinder(start, shape, targets);
  for await (const chunk of open(() => finder.input)) {
    finder.read(chunk);
    if (finder.isDone) {
      return finder.found;
    }
  }
  finder.finish();
  return finder.found;
}

class BoundaryFinder {
  readonly found: Boundary[] = [];
  readonly #framer: RecordFramer;
  readonly #targets: readonly number[];
  readonly #lineEnds = new LineEnds();
  #nextTarget = 0;
  #last: number;

  constructor({ byte, line }: Boundary, shape: RecordShape, targets: readonly number[]) {
    this.#framer = new RecordFramer(shape, { offset: byte, line }, (record) => {
      this.#take(record.offset, record.line);
    });
    this.#targets = targets;
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
    for (let at = 0; at < chunk.length; ) {
      if (!this.#framer.isInside) {
        at = this.#plainLines(chunk, at);
      }
      if (at < chunk.length) {
        at = this.#framer.frame(chunk, at);
      }
    }
  }

  /** Ends the record that the bytes end in: if it is broken, its further lines are records. */
  finish(): void {
    this.#framer.finish();
  }

  /** Passes over whole lines up to the first with a quote, or the last. Returns where that line begins. */
  #plainLines(chunk: Buffer, from: number): number {
    const quote = chunk.indexOf(QUOTE, from);
    const end = (quote === -1 ? chunk : chunk.subarray(0, quote)).lastIndexOf(LF) + 1;
    if (end <= from) {
      return from;
    }
    const framer = this.#framer;
    const base = framer.offset - from;
    let at = from;
    const passTo = (next: number) => {
      framer.skip(next - at, this.#lineEnds.count(at, next));
      at = next;
    };
    this.#take(framer.offset, framer.line);
    for (let target = this.#target - base; target < end; target = this.#target - base) {
      // A record that begins at the target follows a line end right before it.
      const next = chunk.indexOf(LF, Math.max(at, target - 1)) + 1;
      if (next >= end) {
        break;
      }
      passTo(next);
      this.#take(framer.offset, framer.line);
    }
    passTo(end);
    return end;
  }

  get #target(): number {
    return this.#targets[this.#nextTarget] ?? Number.POSITIVE_INFINITY;
  }

  /** A record begins here: it is a boundary if a target was passed. */
  #take(byte: number, line: number): void {
    if (byte < this.#target) {
      return;
    }
    while (byte >= this.#target) {
      this.#nextTarget++;
    }
    if (byte === this.#last) {
      return;
    }
    this.found.push({ byte, line });
    this.#last = byte;
  }
}
