/*
 * The oracle holds a file as text of one character a byte (latin1), so that places are bytes and every byte is seen
 * as it is. It shares no code with lib/: what it knows is "What a valid input is" of the design, written again.
 */

export type Delimiter = ',' | ';' | '|' | '\t';

/** In the order in which they are tried. */
export const DELIMITERS = [',', ';', '|', '\t'] as const;

/** Whether a character round a field is not part of it. */
export function isPadding(character: string | undefined, delimiter: Delimiter): boolean {
  return character === ' ' || (character === '\t' && delimiter !== '\t');
}

/** A value without the padding at its ends. */
export function trimmed(value: string, delimiter: Delimiter): string {
  let from = 0;
  let to = value.length;
  while (from < to && isPadding(value[from], delimiter)) {
    from++;
  }
  while (to > from && isPadding(value[to - 1], delimiter)) {
    to--;
  }
  return value.slice(from, to);
}

/** Characters that nobody sees, and that are no part of an id, a number, a date or a name when they stand at its ends. */
const INVISIBLE = [
  ...['\f', '\x1a', '\u00a0', '\u200b', '\u200c', '\u200d', '\u200e', '\u200f', '\u202f', '\u2060', '\ufeff'],
];

/** The same as they stand in a file. */
const INVISIBLE_BYTES = INVISIBLE.map((character) => Buffer.from(character).toString('latin1'));

/** How a file in UTF-8 says that it is: three bytes, also before any of its records. */
export const MARK = '\xef\xbb\xbf';

/**
 * Whether bytes held as latin1 are only of these delimiters, of spaces, TABs, CRs and invisible characters.
 *
 * @param delimiters that of the file, or all that it may have
 */
export function isBlank(latin1: string, delimiters: readonly Delimiter[]): boolean {
  const nothing = [...delimiters, ' ', '\t', '\r', ...INVISIBLE_BYTES];
  let at = 0;
  while (at < latin1.length) {
    const one = nothing.find((bytes) => latin1.startsWith(bytes, at));
    if (one === undefined) {
      return false;
    }
    at += one.length;
  }
  return true;
}

/** A value that is no text, or a name: without spaces, TABs and invisible characters at its ends. */
export function bare(value: string): string {
  const isDropped = (character: string | undefined) =>
    character === ' ' || character === '\t' || INVISIBLE.includes(character ?? '');
  let from = 0;
  let to = value.length;
  while (from < to && isDropped(value[from])) {
    from++;
  }
  while (to > from && isDropped(value[to - 1])) {
    to--;
  }
  return value.slice(from, to);
}

/** What bytes held as latin1 say in UTF-8. */
export function decoded(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

/** Well-formed byte sequences as in table 3-7 of the Unicode standard: per row the range of each byte. */
const SEQUENCES: readonly (readonly (readonly [number, number])[])[] = [
  [[0x00, 0x7f]],
  [
    [0xc2, 0xdf],
    [0x80, 0xbf],
  ],
  [
    [0xe0, 0xe0],
    [0xa0, 0xbf],
    [0x80, 0xbf],
  ],
  [
    [0xe1, 0xec],
    [0x80, 0xbf],
    [0x80, 0xbf],
  ],
  [
    [0xed, 0xed],
    [0x80, 0x9f],
    [0x80, 0xbf],
  ],
  [
    [0xee, 0xef],
    [0x80, 0xbf],
    [0x80, 0xbf],
  ],
  [
    [0xf0, 0xf0],
    [0x90, 0xbf],
    [0x80, 0xbf],
    [0x80, 0xbf],
  ],
  [
    [0xf1, 0xf3],
    [0x80, 0xbf],
    [0x80, 0xbf],
    [0x80, 0xbf],
  ],
  [
    [0xf4, 0xf4],
    [0x80, 0x8f],
    [0x80, 0xbf],
    [0x80, 0xbf],
  ],
];

/** Whether bytes held as latin1 are valid UTF-8. */
export function isUtf8(latin1: string): boolean {
  let at = 0;
  while (at < latin1.length) {
    const start = at;
    const sequence = SEQUENCES.find((ranges) =>
      ranges.every(([low, high], index) => {
        const byte = latin1.charCodeAt(start + index);
        return byte >= low && byte <= high;
      }),
    );
    if (sequence === undefined) {
      return false;
    }
    at += sequence.length;
  }
  return true;
}
