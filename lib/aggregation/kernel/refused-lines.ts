import { isAscii } from 'node:buffer';
import type { Defect } from '../../csv/records/entry.ts';
import { rawText } from '../../csv/records/raw-text.ts';
import type { KeptLines, RefusedLines } from '../../csv/records/refused-lines.ts';
import type { KernelExports } from './instance.ts';

/** Why the kernel refuses a line: the numbers of assembly/refusals.ts are positions in this list. */
const REASONS = ['wrong_column_count', 'not_an_integer', 'negative'] as const;

/** Words of a kind of refused lines: its number, how many the scan has refused, how many of these are kept, and of the file. */
const KIND_WORDS = 4;
/** Words of a line that is kept: the number of its kind, how many lines the scan took before it, where its bytes end. */
const LINE_WORDS = 3;

/** The lines that a kernel refuses between two calls of `begin`, as it notes them: how many of which kind, and the bytes of the first. */
export class KernelRefusals implements RefusedLines {
  readonly kind = 'refused_lines';
  readonly counts = new Map<number, number>();
  length = 0;
  #names: readonly (string | undefined)[] = [];
  #line = 0;
  /** Copied after each scan; mostly there is one. */
  readonly #scans: KeptOfScan[] = [];

  /** Forgets those of the last scan. @param names the name of each column of the file by its position */
  begin(names: readonly (string | undefined)[]): void {
    if (this.length > 0) {
      this.length = 0;
      this.counts.clear();
      this.#scans.length = 0;
    }
    this.#names = names;
  }

  /** Adds those of a scan, if there are any. @param lines how many lines the scans before it took */
  add(kernel: KernelExports, lines: number): void {
    const count = kernel.refusedCount();
    if (count === 0) {
      return;
    }
    this.length += count;
    const counts = new Map<number, number>();
    const kinds = wordsAt(kernel, kernel.refusedKinds(), kernel.refusedKindCount() * KIND_WORDS);
    for (let at = 0; at < kinds.length; at += KIND_WORDS) {
      const [number = 0, refused = 0, ofThese = 0] = kinds.subarray(at);
      if (refused > 0) {
        this.counts.set(number, (this.counts.get(number) ?? 0) + refused);
        counts.set(number, ofThese);
      }
    }
    if (kernel.keptLineCount() > 0) {
      this.#scans.push({ ...keptOf(kernel), counts, lines });
    }
  }

  place(line: number): void {
    this.#line = line;
  }

  defect(number: number): Pick<Defect, 'reason'> & { readonly column: string | null } {
    const reason = REASONS[number % REASONS.length] ?? 'not_an_integer';
    const column = this.#names[Math.floor(number / REASONS.length)] ?? null;
    return { reason, column: reason === 'wrong_column_count' ? null : column };
  }

  kept(places: ReadonlyMap<number, number>): KeptLines[] {
    const left = new Map(places);
    return this.#scans.flatMap((scan) => {
      const own = fitting(scan, left);
      return own.words.length > 0 ? [new KeptRefusals(own, this.#line + scan.lines)] : [];
    });
  }
}

/** Lines that are kept, in order: LINE_WORDS of each, and their bytes. */
interface Kept {
  readonly words: Uint32Array;
  readonly bytes: Buffer;
}

/** Those of a scan: how many there are of which kind, and how many lines the scans before it took. */
interface KeptOfScan extends Kept {
  readonly counts: ReadonlyMap<number, number>;
  readonly lines: number;
}

function keptOf(kernel: KernelExports): Kept {
  const words = wordsAt(kernel, kernel.keptLines(), kernel.keptLineCount() * LINE_WORDS).slice();
  const bytes = Buffer.allocUnsafeSlow(words.at(-1) ?? 0);
  bytes.set(new Uint8Array(kernel.memory.buffer, kernel.keptBytes(), bytes.length));
  return { words, bytes };
}

/** Those for which there are places, which they take. Mostly that is so of all, and no line is looked at by itself. */
function fitting({ counts, words, bytes }: KeptOfScan, places: Map<number, number>): Kept {
  const areAll = [...counts].every(([number, count]) => count <= (places.get(number) ?? 0));
  if (areAll) {
    for (const [number, count] of counts) {
      places.set(number, (places.get(number) ?? 0) - count);
    }
    return { words, bytes };
  }
  const own: number[] = [];
  const pieces: Buffer[] = [];
  let from = 0;
  let end = 0;
  for (let at = 0; at < words.length; at += LINE_WORDS) {
    const [number = 0, line = 0, to = 0] = words.subarray(at);
    const left = places.get(number) ?? 0;
    if (left > 0) {
      places.set(number, left - 1);
      pieces.push(bytes.subarray(from, to));
      end += to - from;
      own.push(number, line, end);
    }
    from = to;
  }
  return { words: Uint32Array.from(own), bytes: Buffer.concat(pieces) };
}

function wordsAt(kernel: KernelExports, at: number, count: number): Uint32Array {
  return new Uint32Array(kernel.memory.buffer, at, count);
}

class KeptRefusals implements KeptLines {
  readonly #kept: Kept;
  /** The number of the line in the file with which the scan began. */
  readonly #first: number;

  constructor(kept: Kept, first: number) {
    this.#kept = kept;
    this.#first = first;
  }

  each(
    isWanted: (defect: number) => boolean,
    take: (defect: number, line: number, raw: string) => void,
  ): void {
    const { bytes, words } = this.#kept;
    const first = this.#first;
    // One text for all of them: of ASCII a character is a byte, and its parts are no copies.
    const all = isAscii(bytes) ? bytes.toString('latin1') : undefined;
    let from = 0;
    for (let at = 0; at < words.length; at += LINE_WORDS) {
      const defect = words[at] as number;
      const to = words[at + 2] as number;
      if (isWanted(defect)) {
        const text = all === undefined ? bytes.toString('utf8', from, to) : all.slice(from, to);
        take(defect, first + (words[at + 1] as number), rawText(text, false));
      }
      from = to;
    }
  }
}
