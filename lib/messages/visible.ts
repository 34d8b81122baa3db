import { codePoint } from '../../terminal/visible.ts';
import { firstFew } from './first-few.ts';

/** So much of a text is shown, unless it is said otherwise. */
const SHOWN_CHARACTERS = 60;

/**
 * What can't be seen or steers what is round it: control and format characters (those of direction too), line ends, spaces that
 * are not the space, fillers, halves of characters, and what no character is assigned to.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Cs}\p{Cn}]|(?! )\p{Zs}|\u2800/u;

/** An accent without the letter below it: it would stand on the character before the text. */
const MARK = /\p{M}/u;

/**
 * A text out of a file as it is shown to people: on one line, what can't be seen written as `<U+00A0>`, and cut. Nothing in it
 * can steer a terminal.
 *
 * @param most so many characters, with `…` as the last one of a text that is longer
 * @example visible('5\u00a0') // '5<U+00A0>'
 */
export function visible(text: string, most = SHOWN_CHARACTERS): string {
  const pieces: string[] = [];
  let used = 0;
  let fitting = 0;
  let hasLetter = false;
  // Of a longer text no more is looked at, however long it is.
  for (const character of text.slice(0, 2 * most + 2)) {
    const isUnseen: boolean = UNSEEN.test(character) || (!hasLetter && MARK.test(character));
    const piece = isUnseen ? codePoint(character) : character;
    used += isUnseen ? piece.length : 1;
    if (used > most) {
      return `${pieces.slice(0, fitting).join('')}…`;
    }
    hasLetter = !isUnseen;
    pieces.push(piece);
    // As many leave room for the mark of the cut.
    fitting = used < most ? pieces.length : fitting;
  }
  return pieces.join('');
}

/** So many names are listed. */
const LISTED_NAMES = 20;

/** Names out of a file one after the other: the first 20, and how many more there are. */
export function listedNames(names: readonly string[]): string {
  const others = (count: number) => `and ${count} more`;
  return firstFew(names, LISTED_NAMES, (name) => visible(name), others).join(', ');
}

/** A text out of a file as it is shown, in quotes: `"5<U+00A0>"`. */
export const quoted = (text: string, most?: number): string => `"${visible(text, most)}"`;
