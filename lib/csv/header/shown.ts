import { enumerated, firstFew } from '../../messages/first-few.ts';
import { quoted } from '../../messages/visible.ts';
import type { Delimiter } from '../dialect.ts';

/** Names are shown in messages up to this number. */
export const SHOWN_NAMES = 20;

/** Names in quotes: the first 20, and how many more there are. */
export const shown = (names: readonly string[]): string[] =>
  firstFew(names, SHOWN_NAMES, (name) => quoted(name));

/** What a header was read as. */
export function shownHeader(names: readonly string[], delimiter: Delimiter): string {
  const told = firstFew(
    names,
    SHOWN_NAMES,
    (name) => quoted(name),
    (others) => `and ${others} more`,
  );
  return `${told.join(' ')} (delimiter ${delimiter === '\t' ? 'TAB' : `"${delimiter}"`})`;
}

/** Lines by their numbers: `line 3`, `lines 1 and 2`. */
export const shownLines = (lines: readonly number[]): string =>
  `${lines.length === 1 ? 'line' : 'lines'} ${enumerated(lines)}`;
