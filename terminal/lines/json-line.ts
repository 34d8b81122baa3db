/** What steers a terminal or hides in a text, and that JSON may have as it is: C1, DEL, format characters, other line ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * A value as one line of JSON in which nothing steers the terminal that it is read on: what can't be seen is written by
 * JSON's own rules (U+009B as `\u009b`), so programs read the same value.
 *
 * @param replacer as JSON.stringify has it
 */
export function jsonLine(value: object, replacer?: (name: string, value: unknown) => unknown): string {
  return JSON.stringify(value, replacer).replaceAll(UNSEEN, escaped);
}

/** One escape for each UTF-16 unit. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');
}
