/** A word with a letter too many or too few, or two letters swapped, is a misspelt one if the longer form has as many. */
const MIN_LETTERS = 4;
/** A word with another letter in the place of one, if it has as many: "size" is no misspelt "site". */
const MIN_LETTERS_REPLACED = 5;

/** A name that was found, and the wanted one that it probably was meant to be. */
export interface NearMiss {
  readonly found: string;
  readonly meant: string;
}

/** A name of a header with its words. */
interface Spelled {
  readonly name: string;
  readonly words: readonly string[];
}

/** So many names are looked at: of more, which differ, none is looked for by people either. */
const MOST_NAMES = 20_000;
/** What may stand round a unit. */
const BRACKETS = [
  ['(', ')'],
  ['[', ']'],
] as const;

/**
 * The name of a header that was probably meant to be each of some columns. The names are looked at once for all columns.
 *
 * @param columns by their names in a header, in lower case
 * @param names those that are none of these
 */
export function nearMisses<Wanted extends { readonly header: readonly string[] }>(
  columns: readonly Wanted[],
  names: readonly string[],
): Map<Wanted, NearMiss> {
  const known = columns.length > 0 ? spelled(names) : [];
  return new Map(
    columns.flatMap((column) => {
      const near = nearMissAmong(column.header, known);
      return near ? [[column, near] as const] : [];
    }),
  );
}

/**
 * The name among `names` that was probably meant to be one of the wanted: it has the same letters and digits (`User ID`,
 * `userId` for `user_id`), besides something in brackets perhaps (`run_time (minutes)`), or else one word of it is misspelt by
 * one letter. It is strict, for it stops a run that could do without the column: what makes a word another one, such as another
 * first letter (`weight`, `height`), a digit (`address1`, `address2`), a change in a short word (`user_id`, `user_ip`) or a
 * word more, is no misspelling.
 */
export function nearMiss(wanted: readonly string[], names: readonly string[]): NearMiss | undefined {
  return nearMissAmong(wanted, spelled(names));
}

function nearMissAmong(wanted: readonly string[], names: readonly Spelled[]): NearMiss | undefined {
  const meanings = wanted.map((meant) => ({ meant, words: wordsOf(meant) }));
  const first = (isNear: (found: Spelled, meant: readonly string[]) => boolean): NearMiss | undefined => {
    for (const { meant, words } of meanings) {
      const found = names.find((name) => isNear(name, words));
      if (found) {
        return { found: found.name, meant };
      }
    }
    return undefined;
  };
  return (
    first(({ words }, meant) => haveSameLetters(words, meant)) ??
    first(({ name }, meant) => haveSameLetters(wordsOf(beforeBrackets(name)), meant)) ??
    first(({ words }, meant) => isMisspelt(words, meant))
  );
}

/** A name without what stands in brackets at its end, such as a unit: `run_time (minutes)`, `weight [kg]`; or nothing. */
function beforeBrackets(name: string): string {
  const [opening] = BRACKETS.find(([, closing]) => name.endsWith(closing)) ?? [];
  return opening === undefined ? '' : name.slice(0, Math.max(name.lastIndexOf(opening), 0));
}

/** Names with their words, each once. */
function spelled(names: readonly string[]): Spelled[] {
  const different = new Set<string>();
  for (const name of names) {
    if (name !== '' && different.size < MOST_NAMES) {
      different.add(name);
    }
  }
  return [...different].map((name) => ({ name, words: wordsOf(name) }));
}

/** The words of `snake_case`, `camelCase` and the like, in lower case. */
function wordsOf(name: string): string[] {
  const divided = name.replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2').toLowerCase();
  return divided.match(/[\p{L}\p{N}]+/gu) ?? [];
}

function haveSameLetters(found: readonly string[], meant: readonly string[]): boolean {
  return meant.length > 0 && found.join('') === meant.join('');
}

function isMisspelt(found: readonly string[], meant: readonly string[]): boolean {
  if (found.length !== meant.length) {
    // Divided in another way, besides; but a letter that stands alone is a word more, as in n_items.
    return ![...found, ...meant].some(({ length }) => length === 1) && isSlip(found.join(''), meant.join(''));
  }
  const differing = meant.flatMap((word, index) => (word === found[index] ? [] : [index]));
  const [index] = differing;
  return index !== undefined && differing.length === 1 && isSlip(found[index] ?? '', meant[index] ?? '');
}

/** Whether two words that differ do so by one letter too many, too few, replaced, or swapped with the next. */
function isSlip(a: string, b: string): boolean {
  const shorter = Math.min(a.length, b.length);
  let same = 0;
  while (same < shorter && a[same] === b[same]) {
    same++;
  }
  let sameAtEnd = 0;
  while (sameAtEnd < shorter - same && a.at(-1 - sameAtEnd) === b.at(-1 - sameAtEnd)) {
    sameAtEnd++;
  }
  const inA = a.slice(same, a.length - sameAtEnd);
  const inB = b.slice(same, b.length - sameAtEnd);
  if (/\p{N}/u.test(inA + inB)) {
    return false;
  }
  if (inA.length === 1 && inB.length === 1) {
    return same > 0 && shorter >= MIN_LETTERS_REPLACED;
  }
  const isSwapped = inA.length === 2 && inA === [...inB].reverse().join('');
  return (inA.length + inB.length === 1 || isSwapped) && Math.max(a.length, b.length) >= MIN_LETTERS;
}
