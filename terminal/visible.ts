/** What steers a terminal or hides in a text: Unicode's control and format characters, and its two other line ends. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

const SHORT: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

/**
 * A text as one line that can't steer a terminal, whatever stood in the file that it comes from: what can't be seen is
 * written as JSON writes it (ESC as \u001b). So a line of JSON remains the same JSON.
 */
export function visible(text: string): string {
  return text.replaceAll(UNSEEN, (character) => SHORT[character] ?? escaped(character));
}

/** One escape for each UTF-16 unit. */
function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`).join('');
}
