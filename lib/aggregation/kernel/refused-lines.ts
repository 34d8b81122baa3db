import { isAscii } from 'node:buffer';
import type { Defect } from '../../csv/records/entry.ts';
import { withoutLineEnd } from '../../csv/records/framing/record-rules.ts';
import { RAW_BYTES, rawText } from '../../csv/records/raw-text.ts';
import type { KeptLines, RefusedLines } from '../../csv/records/refused-lines.ts';

/** Why the kernel refuses a line: the numbers of assembly/refusals.ts are positions in this list. */
const REASONS = ['wrong_column_count', 'not_an_integer', 'negative'] as const;

/** Words that the kernel notes of a line it refuses (assembly/refusals.ts). */
export const REFUSAL_WORDS = 5;

/** Where the words of a line have what. */
const FROM = 0;
const TO = 1;
const LINES = 2;
const REASON = 3;
const COLUMN = 4;

const LEAST_WORDS = 1024 * REFUSAL_WORDS;

/** The lines that a kernel refuses in one scan, as it notes them: nothing is made for a line that is only counted. */
export class KernelRefusals implements RefusedLines {
  readonly kind = 'refused_lines';
  length = 0;
  readonly #input: () => Buffer;
  #names: readonly (string | undefined)[] = [];
  #words = new Uint32Array(LEAST_WORDS);
  #line = 0;
  /** Where the input is in the memory of the kernel. */
  #address = 0;

  /** @param input what was scanned, where it is by now */
  constructor(input: () => Buffer) {
    this.#input = input;
  }

  /** Forgets those of the last scan. @param names the name of each column of the file by its position */
  begin(names: readonly (string | undefined)[]): void {
    this.length = 0;
    this.#line = 0;
    this.#names = names;
  }

  /** Adds what the kernel has noted. @param input its address of the input @param lines how many lines the scan took before */
  add(noted: Uint32Array, input: number, lines: number): void {
    const start = this.length * REFUSAL_WORDS;
    if (start + noted.length > this.#words.length) {
      const larger = new Uint32Array(2 * (start + noted.length));
      larger.set(this.#words.subarray(0, start));
      this.#words = larger;
    }
    const words = this.#words;
    words.set(noted, start);
    this.#address = input;
    // Mostly there are none: a chunk is one scan.
    for (let at = start; lines > 0 && at < start + noted.length; at += REFUSAL_WORDS) {
      words[at + LINES] = (words[at + LINES] as number) + lines;
    }
    this.length += noted.length / REFUSAL_WORDS;
  }

  place(line: number): void {
    this.#line = line;
  }

  defectNumber(index: number): number {
    return this.#word(index, COLUMN) * REASONS.length + this.#word(index, REASON);
  }

  defect(number: number): Pick<Defect, 'reason'> & { readonly column: string | null } {
    const reason = REASONS[number % REASONS.length] ?? 'not_an_integer';
    const column = this.#names[Math.floor(number / REASONS.length)] ?? null;
    return { reason, column: reason === 'wrong_column_count' ? null : column };
  }

  keep(indexes: readonly number[]): KeptLines {
    const input = this.#input();
    const count = indexes.length;
    const starts = new Uint32Array(count);
    const ends = new Uint32Array(count);
    const lines = new Float64Array(count);
    let length = 0;
    for (let line = 0; line < count; line++) {
      const index = indexes[line] as number;
      const from = this.#word(index, FROM) - this.#address;
      const to = withoutLineEnd(input, from, this.#word(index, TO) - this.#address);
      length += Math.min(to - from, RAW_BYTES);
      starts[line] = from;
      ends[line] = length;
      lines[line] = this.#line + this.#word(index, LINES);
    }
    const bytes = Buffer.allocUnsafeSlow(length);
    let end = 0;
    for (let line = 0; line < count; line++) {
      const from = starts[line] as number;
      const next = ends[line] as number;
      input.copy(bytes, end, from, from + next - end);
      end = next;
    }
    return new KeptRefusals(bytes, ends, lines);
  }

  #word(index: number, word: number): number {
    return this.#words[index * REFUSAL_WORDS + word] as number;
  }
}

/** Lines one after the other, where each ends, and their numbers. */
class KeptRefusals implements KeptLines {
  readonly #bytes: Buffer;
  readonly #ends: Uint32Array;
  readonly #lines: Float64Array;

  constructor(bytes: Buffer, ends: Uint32Array, lines: Float64Array) {
    this.#bytes = bytes;
    this.#ends = ends;
    this.#lines = lines;
  }

  each(take: (index: number, line: number, raw: string) => void): void {
    const bytes = this.#bytes;
    const ends = this.#ends;
    const lines = this.#lines;
    // One text for all of them: of ASCII a character is a byte, and its parts are no copies.
    const all = isAscii(bytes) ? bytes.toString('latin1') : undefined;
    let from = 0;
    for (let index = 0; index < ends.length; index++) {
      const to = ends[index] as number;
      const text = all === undefined ? bytes.toString('utf8', from, to) : all.slice(from, to);
      take(index, lines[index] as number, rawText(text, false));
      from = to;
    }
  }
}
