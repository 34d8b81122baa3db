import { SPACE, TAB } from '../dialect.ts';

/**
 * Drops spaces, and TABs where they are padding, at both ends. (A regular expression for the trailing end would
 * take quadratic time on a long run of spaces in the middle.)
 * @param tabs whether TAB is padding: it is unless it is the delimiter
 */
export function trimPadding(text: string, tabs: boolean): string {
  let from = 0;
  let to = text.length;
  while (from < to && isPadding(text.charCodeAt(from), tabs)) {
    from++;
  }
  while (from < to && isPadding(text.charCodeAt(to - 1), tabs)) {
    to--;
  }
  return to - from === text.length ? text : text.slice(from, to);
}

/** Whether a byte, or the code of a character, is padding. */
export function isPadding(code: number, tabs: boolean): boolean {
  return code === SPACE || (code === TAB && tabs);
}
