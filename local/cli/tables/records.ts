import { cutToWidth } from '../../../terminal/lines/cut.ts';
import { visible } from '../../../terminal/visible.ts';

const GAP = 2;
/** The names take at most this share of a line. */
const NAMES_SHARE = 0.5;

/**
 * Rows as records, a line for each value, as psql's expanded form: for a table that is wider than the terminal. Values that
 * are too long are cut.
 *
 * @param first the number of the first row
 */
export function records(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
  first = 1,
): string[] {
  const most = Math.max(1, Math.floor(width * NAMES_SHARE));
  const shownNames = names.map((name) => cutToWidth(visible(name), most));
  const widest = Math.max(0, ...shownNames.map(({ length }) => length));
  return rows.flatMap((row, at) => [
    titleOf(first + at, width),
    ...shownNames.map((name, column) =>
      `${name.padEnd(widest + GAP)}${cutToWidth(visible(row[column] ?? ''), Math.max(1, width - widest - GAP))}`.trimEnd(),
    ),
  ]);
}

function titleOf(number: number, width: number): string {
  return `-[ ${number} ]`.padEnd(Math.min(width, 40), '-');
}
