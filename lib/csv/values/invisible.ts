import { CR, FORM_FEED, MARK_CODE, SPACE, SUBSTITUTE, TAB } from '../dialect.ts';

const NO_BREAK_SPACE = 0xa0;
/** From the zero width space to the right-to-left mark: joiners and marks without a width. */
const FIRST_ZERO_WIDTH = 0x200b;
const LAST_ZERO_WIDTH = 0x200f;
const NARROW_NO_BREAK_SPACE = 0x202f;
const WORD_JOINER = 0x2060;

/** Whether the code of a character is that of one which nobody sees and which spreadsheets, web pages and DOS put round values. */
export function isInvisible(code: number): boolean {
  if (code < NO_BREAK_SPACE) {
    return code === FORM_FEED || code === SUBSTITUTE;
  }
  return (
    code === NO_BREAK_SPACE ||
    (code >= FIRST_ZERO_WIDTH && code <= LAST_ZERO_WIDTH) ||
    code === NARROW_NO_BREAK_SPACE ||
    code === WORD_JOINER ||
    code === MARK_CODE
  );
}

const isDropped = (code: number): boolean => code === SPACE || code === TAB || isInvisible(code);

/**
 * Drops spaces, TABs and invisible characters at both ends; inside a text all stay. Of a text that has none the first and the last
 * character are looked at, and the text itself is returned.
 * @example trimInvisible('5\u00a0') // '5'
 */
export function trimInvisible(text: string): string {
  let from = 0;
  let to = text.length;
  while (from < to && isDropped(text.charCodeAt(from))) {
    from++;
  }
  while (from < to && isDropped(text.charCodeAt(to - 1))) {
    to--;
  }
  return to - from === text.length ? text : text.slice(from, to);
}

/**
 * Whether a line has nothing but delimiters, padding, CRs and invisible characters: then it is no row, and no header.
 * @param delimiters one after the other: that of the file, or all while it is not known
 */
export function isBlankText(text: string, delimiters: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (!isDropped(code) && code !== CR && !delimiters.includes(text.charAt(at))) {
      return false;
    }
  }
  return true;
}
