import { visible } from '../visible.ts';

/** How the lines of a sentence begin. */
interface Indents {
  readonly first?: string;
  readonly rest?: string;
}

/**
 * A sentence as lines of a terminal, broken between words; a word that is longer than a line stays whole, so that a path can be
 * copied.
 *
 * @param text a sentence, or its pieces where they stay whole, which a space goes between
 * @param width undefined where lines may be as long as they like: then it is one line
 * @example wrapped('one two three', 9, { rest: '  ' }) // ['one two', '  three']
 */
export function wrapped(
  text: string | readonly string[],
  width: number | undefined,
  { first = '', rest = first }: Indents = {},
): string[] {
  // Before anything is measured: what is written for a character that can't be seen is wider than it.
  const [start = '', ...words] = typeof text === 'string' ? visible(text).split(' ') : text.map(visible);
  const lines = [`${first}${start}`];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (width === undefined || line.length + 1 + word.length <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else {
      lines.push(`${rest}${word}`);
    }
  }
  return lines;
}
