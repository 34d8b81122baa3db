import { posix } from 'node:path';
import { sortedByBytes } from './find-sources.ts';
import { slipsBetween } from './names/slips.ts';

/** Names are told up to this number. */
const MOST_NAMES = 20;

/** What the name of a file ends with that may hold rows. */
const ENDING = /\.(csv|tsv|txt)(\.gz)?$/i;

/** A name with fewer letters than that is another word after one slip; one with fewer than twice as many after two. */
const LETTERS_FOR_A_SLIP = 4;

/** Words that stand before the name of a copy. */
const WORDS_OF_COPIES = new Set(['copy', 'of', 'old', 'new', 'backup']);

/**
 * The files that are not read, and that somebody may believe are: by their names they hold rows, and differ from a file that is
 * read or asked for by a suffix, a number, case, signs between words, the ending, or a slip or two; or are in a folder of which files of any name are
 * asked for. Sorted, at most 20.
 *
 * It is about a hint only, so it is less strict than csv/header/near-miss.ts, whose answer stops a run.
 * @param names of all that is in the folder, and in those below it that patterns are of
 * @param read the names that are read, of all inputs
 * @param patterns what is asked for, of all inputs: names or globs
 */
export function unreadNames(
  names: readonly string[],
  read: readonly string[],
  patterns: readonly string[],
): string[] {
  const isRead = new Set(read);
  const known = differentWords([...read, ...patterns]);
  const foldersOfAny = new Set(patterns.filter(spellsNothing).map((pattern) => posix.dirname(pattern)));
  const unread = names.filter(
    (name) =>
      !posix.basename(name).startsWith('.') &&
      ENDING.test(name) &&
      !isRead.has(name) &&
      (foldersOfAny.has(posix.dirname(name)) || isNear(wordsOf(name), known)),
  );
  return sortedByBytes(new Set(unread)).slice(0, MOST_NAMES);
}

/** Whether a pattern is for files of any name, such as `rentals/*.csv`: then all in its folder are near. */
const spellsNothing = (pattern: string): boolean => wordsOf(pattern).words.length === 0;

/** What names are compared by. */
interface Words {
  readonly words: readonly string[];
  /** The words as one. */
  readonly letters: string;
}

/** The words of those names, once of names with the same: there may be a thousand that differ in nothing but a number. */
function differentWords(names: readonly string[]): Words[] {
  const words = names.map((name) => wordsOf(name));
  return [...new Map(words.map((own) => [own.words.join(' '), own])).values()];
}

/** The words of a name without its ending, in lower case, but no numbers; of a glob those that it spells out. */
function wordsOf(name: string): Words {
  const stem = posix.basename(name).replace(/(\.[^.]*?)?(\.gz)?$/i, '');
  const spelledOut = stem.replaceAll(/\[[^\]]*\]|\{[^}]*\}|[*?]/g, ' ');
  // Some disks have the parts of a letter with an accent one by one.
  const divided = spelledOut.normalize('NFC').replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  const words = divided.toLowerCase().match(/\p{L}+/gu) ?? [];
  return { words, letters: words.join('') };
}

const isNear = (name: Words, known: readonly Words[]): boolean =>
  known.some((other) => name.letters === other.letters || hasAdded(name, other) || isMisspelt(name, other));

/** Whether a name is a known one with words after it, or with what copies are called before it. */
function hasAdded({ words }: Words, { words: known }: Words): boolean {
  if (known.length === 0 || words.length <= known.length) {
    return false;
  }
  const before = words.slice(0, -known.length);
  const isCopy = before.every((word) => WORDS_OF_COPIES.has(word));
  return startsWith(words, known) || (isCopy && startsWith(words.slice(before.length), known));
}

const startsWith = (words: readonly string[], start: readonly string[]): boolean =>
  start.every((word, index) => word === words[index]);

/** Another first letter makes another word. */
function isMisspelt({ letters: name }: Words, { letters: known }: Words): boolean {
  const most = Math.min(2, Math.floor(known.length / LETTERS_FOR_A_SLIP));
  return most > 0 && name[0] === known[0] && slipsBetween(name, known, most) <= most;
}
