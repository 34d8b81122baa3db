import { parseDate } from '../values/dates.ts';
import { parseInteger } from '../values/integers.ts';
import type { HeaderDefect } from './defect.ts';
import type { HeaderLine } from './line.ts';
import { nearMiss } from './near-miss.ts';

/** Names are shown in messages up to this number. */
const SHOWN_NAMES = 20;

/**
 * What is wrong with the columns of a header: each needed one that is missing or repeated, or, when none is there
 * and the names look like values, that it is no header.
 * @param line the physical line it starts on, for the messages
 */
export function columnDefects(read: HeaderLine, line: number, wanted: readonly string[]): HeaderDefect[] {
  const shown = shownNames(read);
  const keys = read.names.map(keyOf);
  const spare = read.names.filter((name) => !wanted.includes(keyOf(name)));
  const defects: HeaderDefect[] = [];
  for (const column of wanted) {
    const count = keys.filter((key) => key === column).length;
    if (count === 0) {
      defects.push(missingColumn(column, nearMiss(column, spare), line, shown));
    }
    if (count > 1) {
      const message = `column "${column}" occurs ${count} times in the header on line ${line}: ${shown}`;
      defects.push({ code: 'repeated_column', column, message });
    }
  }
  const strange = defects.length === wanted.length && defects.every(isUnexplained);
  if (!strange || !read.names.some(looksLikeData)) {
    return defects;
  }
  return [{ code: 'no_header', message: `line ${line} is data, not a header: it was read as ${shown}` }];
}

function missingColumn(
  column: string,
  suggestion: string | undefined,
  line: number,
  shown: string,
): HeaderDefect {
  const hint = suggestion === undefined ? '' : ` (is ${JSON.stringify(suggestion)} meant to be "${column}"?)`;
  const message = `column "${column}" is missing${hint}; the header on line ${line} was read as ${shown}`;
  return { code: 'missing_column', column, message, ...(suggestion === undefined ? {} : { suggestion }) };
}

function isUnexplained({ code, suggestion }: HeaderDefect): boolean {
  return code === 'missing_column' && suggestion === undefined;
}

function looksLikeData(name: string): boolean {
  return typeof parseInteger(name) === 'bigint' || parseDate(name) !== 'bad_date';
}

/** How a name is compared: `trim` also drops white space that is no padding of fields. */
function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

/** How many of the wanted columns are among the names. */
export function countMatches(names: readonly string[], wanted: readonly string[]): number {
  const keys = new Set(names.map(keyOf));
  return wanted.filter((column) => keys.has(column)).length;
}

/** The index of each wanted column; all of them are there. */
export function indexes<Column extends string>(
  names: readonly string[],
  wanted: readonly Column[],
): Record<Column, number> {
  const keys = names.map(keyOf);
  return Object.fromEntries(wanted.map((column) => [column, keys.indexOf(column)])) as Record<Column, number>;
}

/** The names as JSON strings, so that the message stays one line, whatever is in them. */
function shownNames({ names, delimiter }: HeaderLine): string {
  const shown = names.slice(0, SHOWN_NAMES).map((name) => JSON.stringify(name.slice(0, 100)));
  if (names.length > SHOWN_NAMES) {
    shown.push(`and ${names.length - SHOWN_NAMES} more`);
  }
  return `${shown.join(' ')} (delimiter ${JSON.stringify(delimiter)})`;
}
