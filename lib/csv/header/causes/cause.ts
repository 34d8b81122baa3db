import { countMatches, type HeaderContext, type WantedColumn } from '../columns/wanted.ts';
import type { HeadText } from '../lines/line.ts';

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
  readonly wanted: readonly WantedColumn[];
  readonly context: HeaderContext;
}

/** The columns by which it is told what a line was meant to be: all that are declared, where that is known. */
export const knownColumns = ({ wanted, context }: BadHeader): readonly WantedColumn[] =>
  context.declared ?? wanted;

/** Whether a line, divided otherwise, has more of the columns than the header has. */
export function hasMore(names: readonly string[], header: BadHeader): boolean {
  const known = knownColumns(header);
  return countMatches(names, known) > Math.max(countMatches(header.names, known), 1);
}

/** What may be the reason that columns are missing, and what to do; undefined if that is not the case. */
export type Cause = (header: BadHeader) => string | undefined;
