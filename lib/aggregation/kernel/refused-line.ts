import type { Defect } from '../../csv/records/entry.ts';
import { rawText } from '../../csv/records/raw-text.ts';

/** Why the kernel refuses a line: the numbers of assembly/refusals.ts are positions in this list. */
export const REFUSAL_REASONS = ['wrong_column_count', 'not_an_integer', 'negative'] as const;
export type RefusalReason = (typeof REFUSAL_REASONS)[number];

/** A plain line that certainly doesn't count. Its raw text is that of the input's bytes: to be asked for at once. */
export class RefusedLine implements Defect {
  readonly kind = 'defect';
  /** From the first line that was scanned, until it is placed in the file. */
  line: number;
  /** From the start of the input, until then. */
  offset: number;
  readonly reason: RefusalReason;
  readonly column: string | null;
  readonly #input: Buffer;
  readonly #from: number;
  readonly #to: number;

  /** @param to after its content */
  constructor(
    line: number,
    reason: RefusalReason,
    column: string | null,
    input: Buffer,
    from: number,
    to: number,
  ) {
    this.line = line;
    this.offset = from;
    this.reason = reason;
    this.column = column;
    this.#input = input;
    this.#from = from;
    this.#to = to;
  }

  /** Says which line of the file it is, and which byte it starts at. */
  place(line: number, offset: number): void {
    this.line += line;
    this.offset += offset;
  }

  get lastLine(): number {
    return this.line;
  }

  get raw(): string {
    return rawText(this.#input.toString('utf8', this.#from, this.#to), false);
  }
}
