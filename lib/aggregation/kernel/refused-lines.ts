import { isAscii } from 'node:buffer';
import type { Defect } from '../../csv/records/entry.ts';
import { rawText } from '../../csv/records/raw-text.ts';
import type { KeptLines, RefusedLines } from '../../csv/records/refused-lines.ts';
import type { KernelExports } from './instance.ts';

/** Why the kernel refuses a line: the numbers of assembly/refusals.ts are positions in this list. */
const REASONS = ['wrong_column_count', 'not_an_integer', 'negative'] as const;

/** Words of a kind of refused lines, and of a line that is kept (assembly/refusals.ts). */
const KIND_WORDS = 3;
const LINE_WORDS = 3;

/** The lines that a kernel refuses between two calls of `begin`, as it notes them: how many of which kind, and the bytes of the first. */
export class KernelRefusals implements RefusedLines {
  readonly kind = 'refused_lines';
  readonly counts = new Map<number, number>();
  length = 0;
  #names: readonly (string | undefined)[] = [];
  #line = 0;
  /** Copied after each scan, with the lines that the scans before it took; mostly there is one. */
  readonly #scans: { readonly kept: Kept; readonly lines: number }[] = [];

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
    const kinds = wordsAt(kernel, kernel.refusedKinds(), kernel.refusedKindCount() * KIND_WORDS);
    for (let at = 0; at < kinds.length; at += KIND_WORDS) {
      const [number = 0, ofAKind = 0] = kinds.subarray(at);
      if (ofAKind > 0) {
        this.counts.set(number, (this.counts.get(number) ?? 0) + ofAKind);
      }
    }
    if (kernel.keptLineCount() > 0) {
      this.#scans.push({ kept: keptOf(kernel), lines });
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

  kept(isWanted: (defect: number) => boolean): KeptLines[] {
    return this.#scans.flatMap(({ kept, lines }) => {
      const wanted = onlyWanted(kept, isWanted);
      return wanted.defects.length > 0 ? [new KeptRefusals(wanted, this.#line + lines)] : [];
    });
  }
}

/** Of the lines that a scan kept, in order: what is wrong with each, how many lines the scan took before it, where its bytes end. */
interface Kept {
  readonly defects: Uint32Array;
  readonly lines: Uint32Array;
  readonly ends: Uint32Array;
  readonly bytes: Buffer;
}

function keptOf(kernel: KernelExports): Kept {
  const count = kernel.keptLineCount();
  const words = wordsAt(kernel, kernel.keptLines(), count * LINE_WORDS);
  const [defects, lines, ends] = [new Uint32Array(count), new Uint32Array(count), new Uint32Array(count)];
  for (let line = 0, at = 0; line < count; line++, at += LINE_WORDS) {
    defects[line] = words[at] as number;
    lines[line] = words[at + 1] as number;
    ends[line] = words[at + 2] as number;
  }
  const bytes = Buffer.allocUnsafeSlow(ends.at(-1) ?? 0);
  bytes.set(new Uint8Array(kernel.memory.buffer, kernel.keptBytes(), bytes.length));
  return { defects, lines, ends, bytes };
}

/** Those that are wanted: all of them as they are, or copies of some, so that the others need no memory. */
function onlyWanted({ defects, lines, ends, bytes }: Kept, isWanted: (defect: number) => boolean): Kept {
  const indexes = Array.from(defects.keys()).filter((line) => isWanted(defects[line] as number));
  if (indexes.length === defects.length) {
    return { defects, lines, ends, bytes };
  }
  const pieces = indexes.map((line) => bytes.subarray(ends[line - 1] ?? 0, ends[line]));
  let end = 0;
  return {
    defects: Uint32Array.from(indexes, (line) => defects[line] as number),
    lines: Uint32Array.from(indexes, (line) => lines[line] as number),
    ends: Uint32Array.from(pieces, ({ length }) => (end += length)),
    bytes: Buffer.concat(pieces),
  };
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

  get defects(): Uint32Array {
    return this.#kept.defects;
  }

  each(take: (index: number, line: number, raw: string) => void): void {
    const { bytes, ends, lines } = this.#kept;
    const first = this.#first;
    // One text for all of them: of ASCII a character is a byte, and its parts are no copies.
    const all = isAscii(bytes) ? bytes.toString('latin1') : undefined;
    let from = 0;
    for (let index = 0; index < ends.length; index++) {
      const to = ends[index] as number;
      const text = all === undefined ? bytes.toString('utf8', from, to) : all.slice(from, to);
      take(index, first + (lines[index] as number), rawText(text, false));
      from = to;
    }
  }
}
