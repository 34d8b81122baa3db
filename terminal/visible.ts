/** What steers a terminal or hides in a text: Unicode's control and format characters, and its two other line ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A text as one line that can't steer a terminal, whatever stood in the file that it comes from: what can't be seen is
 * written as its code point. For people; a line of JSON is written by `jsonLine`.
 *
 * @example visible('a\u001b[2J') // 'a<U+001B>[2J'
 */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, codePoint);
}

/**
 * How a character that can't be seen is written for people, everywhere: by its code point.
 *
 * @example codePoint('\u00a0') // '<U+00A0>'
 */
export function codePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
}
