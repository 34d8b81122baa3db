import type { BadHeader, Cause } from './cause.ts';
import { drawnTable } from './drawn-table.ts';
import { headerBelow } from './header-below.ts';
import { jsonStrings } from './json-strings.ts';
import { nearlyAHeader } from './nearly-a-header.ts';
import { otherDelimiter } from './other-delimiter.ts';
import { otherInput } from './other-input.ts';
import { quotedLines } from './quoted-lines.ts';

/** All causes that are known, the surest first. */
const CAUSES: readonly Cause[] = [
  headerBelow,
  jsonStrings,
  nearlyAHeader,
  quotedLines,
  otherDelimiter,
  otherInput,
  drawnTable,
];

/** The likely reason that columns are missing in a header, and what to do. */
export function causeOf(header: BadHeader): string | undefined {
  for (const cause of CAUSES) {
    const told = cause(header);
    if (told !== undefined) {
      return told;
    }
  }
  return undefined;
}
