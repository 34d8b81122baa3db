import { INPUT_BYTES, type LineScanner, type Scanned } from '../../../csv/plain-first-reader.ts';

const LF = 0x0a;
const CR = 0x0d;
const QUOTE = 0x22;
const DASH = 0x2d;
const ZERO = 0x30;

const DATE_LENGTH = 'YYYY-MM-DD'.length;
const DAY_MS = 86_400_000;

/**
 * Passes over the lines whose dates are all on time, and leaves all others to the careful path: those with a date after the last one,
 * or with a field that is not written as a date, and those with a quote. Whether a line counts it does not ask.
 */
export class OnTimeScanner implements LineScanner {
  readonly input: Buffer = Buffer.allocUnsafe(INPUT_BYTES);
  readonly #delimiter: number;
  /** Positions of the dates among the columns, ascending. */
  readonly #columns: readonly number[];
  readonly #last: Buffer;
  /** With a time of day after it, a date may be that of the next day in UTC. */
  readonly #lastWithTime: Buffer;

  /** @param last YYYY-MM-DD */
  constructor(delimiter: string, columns: readonly number[], last: string) {
    this.#delimiter = delimiter.charCodeAt(0);
    this.#columns = columns.toSorted((a, b) => a - b);
    this.#last = Buffer.from(last);
    const before = new Date(Date.parse(last) - 2 * DAY_MS);
    this.#lastWithTime = Buffer.from(before.toISOString().slice(0, DATE_LENGTH));
  }

  begin(): void {
    // Nothing is kept from one chunk to the next.
  }

  scan(from: number, to: number): Scanned {
    const quote = this.input.subarray(0, to).indexOf(QUOTE, from);
    const stop = quote < 0 ? to : quote;
    let [at, lines] = [from, 0];
    while (at < stop) {
      const next = this.#afterLine(at);
      if (next < 0 || next > stop) {
        break;
      }
      at = next;
      lines++;
    }
    return { at, lines };
  }

  /** Where the next line begins; -1 when this one is left. */
  #afterLine(start: number): number {
    const { input } = this;
    let [at, field] = [start, 0];
    for (const column of this.#columns) {
      while (field < column) {
        const byte = input[at++] as number;
        if (byte === LF) {
          return -1;
        }
        field += byte === this.#delimiter ? 1 : 0;
      }
      if (!this.#isOnTime(at)) {
        return -1;
      }
    }
    while (input[at] !== LF) {
      at++;
    }
    return at + 1;
  }

  /** Whether a field is empty, or begins with a date that is on time. */
  #isOnTime(from: number): boolean {
    const { input } = this;
    if (this.#isEnd(from)) {
      return true;
    }
    for (let at = 0; at < DATE_LENGTH; at++) {
      const byte = input[from + at] as number;
      if (at === 4 || at === 7 ? byte !== DASH : byte - ZERO > 9 || byte < ZERO) {
        return false;
      }
    }
    const last = this.#isEnd(from + DATE_LENGTH) ? this.#last : this.#lastWithTime;
    return last.compare(input, from, from + DATE_LENGTH) >= 0;
  }

  #isEnd(at: number): boolean {
    const byte = this.input[at];
    return byte === this.#delimiter || byte === LF || byte === CR;
  }
}
