import type { HeadText } from '../line.ts';
import type { HeaderContext, WantedColumn } from '../wanted.ts';

/** A header in which columns are missing. */
export interface BadHeader {
  readonly text: HeadText;
  /** Where its line starts and ends, without the line end. */
  readonly start: number;
  readonly end: number;
  /** Its physical line. */
  readonly line: number;
  /** Its first physical line as a text, cut to what a header may need. */
  readonly raw: string;
  readonly names: readonly string[];
  /** How many of the wanted columns it has. */
  readonly found: number;
  readonly wanted: readonly WantedColumn[];
  readonly context: HeaderContext;
}

/** What may be the reason that columns are missing, and what to do; undefined if that is not the case. */
export type Cause = (header: BadHeader) => string | undefined;
