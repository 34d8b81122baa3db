import { quoted } from '../../visible.ts';
import type { Delimiter } from '../dialect.ts';

/** Names are shown in messages up to this number. */
export const SHOWN_NAMES = 20;

/** Names in quotes: the first 20, and how many more there are. */
export function shown(names: readonly string[]): string[] {
  const first = names.slice(0, SHOWN_NAMES).map((name) => quoted(name));
  return names.length > SHOWN_NAMES ? [...first, `and ${names.length - SHOWN_NAMES} more`] : first;
}

/** What a header was read as. */
export function shownHeader(names: readonly string[], delimiter: Delimiter): string {
  return `${shown(names).join(' ')} (delimiter ${delimiter === '\t' ? 'TAB' : `"${delimiter}"`})`;
}

/** Things one after the other: `1, 2 and 4`. */
export function enumerated(things: readonly (string | number)[]): string {
  const [last, ...before] = [...things].reverse();
  return before.length > 0 ? `${before.reverse().join(', ')} and ${last}` : String(last ?? '');
}

/** Lines by their numbers: `line 3`, `lines 1 and 2`. */
export const shownLines = (lines: readonly number[]): string =>
  `${lines.length === 1 ? 'line' : 'lines'} ${enumerated(lines)}`;
