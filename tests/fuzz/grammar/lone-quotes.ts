import type { Random } from '../random.ts';
import type { Style } from './writing.ts';

/** A record as it is written, or a blank line. */
export interface Line {
  text: string;
  readonly end: string;
}

/** So many lines at most are between a quote and the one that closes it. */
const MOST_SWALLOWED = 12;

/**
 * Puts quotes at the starts of fields, which swallow the records after them: up to the end of the file, or up to one that ends well,
 * in the right column or in another one.
 */
export function addLoneQuotes(
  random: Random,
  lines: readonly Line[],
  { delimiter, loneQuotes }: Style,
): void {
  for (const [index, line] of lines.entries()) {
    if (!random.chance(loneQuotes) || line.text.includes('"')) {
      continue;
    }
    const column = random.below(line.text.split(delimiter).length);
    line.text = quoted(line.text, column, delimiter, (field) => `"${field}`);
    const last = lines[index + random.between(1, MOST_SWALLOWED)];
    if (last === undefined || last.text.includes('"') || random.chance(0.3)) {
      continue;
    }
    // In the same column the number of columns is right.
    const closing = random.chance(0.7) ? column : random.below(last.text.split(delimiter).length);
    last.text = quoted(last.text, closing, delimiter, (field) => `${field}"`);
  }
}

const quoted = (
  text: string,
  column: number,
  delimiter: string,
  written: (field: string) => string,
): string =>
  text
    .split(delimiter)
    .map((field, at) => (at === column ? written(field) : field))
    .join(delimiter);
