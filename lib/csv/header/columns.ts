import { parseDate } from '../values/dates.ts';
import { parseInteger } from '../values/integers.ts';
import type { HeaderDefect } from './defect.ts';
import type { HeaderLine } from './line.ts';
import { type NearMiss, nearMiss } from './near-miss.ts';

/** A column that is looked for in a header: all that is known here of what a file is to hold. */
export interface WantedColumn {
  readonly name: string;
  /** The names that it may have, in lower case; its own first. */
  readonly header: readonly string[];
  /** Whether a file without it can't be used. */
  readonly required: boolean;
}

/** A header for messages: the physical line that it starts on, and what it was read as. */
interface ShownHeader {
  readonly line: number;
  readonly text: string;
}

/** Names are shown in messages up to this number, and up to this length. */
const SHOWN_NAMES = 20;
const SHOWN_CHARACTERS = 100;

/**
 * What is wrong with the columns of a header: each wanted one that is there more than once, that is required and missing,
 * or that is missing while another name is nearly its own; or, when none is there and the names look like values, that it
 * is no header.
 * @param line the physical line it starts on, for the messages
 */
export function columnDefects(
  read: HeaderLine,
  line: number,
  wanted: readonly WantedColumn[],
): HeaderDefect[] {
  const header = { line, text: shownHeader(read) };
  const keys = read.names.map(keyOf);
  const occurrences = wanted.map((column) => read.names.filter((_, at) => isNamed(column, keys[at])));
  const spare = read.names.filter((_, at) => !wanted.some((column) => isNamed(column, keys[at])));
  const nearMisses = wanted.map((column, index) =>
    occurrences[index]?.length === 0 ? nearMiss(column.header, spare) : undefined,
  );
  const isStrange = occurrences.every(({ length }) => length === 0) && nearMisses.every((near) => !near);
  if (isStrange && read.names.some(looksLikeData)) {
    const message = `line ${line} is data, not a header: it was read as ${header.text}`;
    return [{ code: 'no_header', message }];
  }
  return wanted.flatMap((column, index) => {
    const names = occurrences[index] ?? [];
    const near = nearMisses[index];
    if (names.length > 1) {
      return [repeatedColumn(column, names, header)];
    }
    return names.length === 0 && (column.required || near) ? [missingColumn(column, near, header)] : [];
  });
}

function repeatedColumn({ name: column }: WantedColumn, names: readonly string[], header: ShownHeader) {
  const times = `occurs ${names.length} times in the header on line ${header.line}`;
  const remedy = `as ${shown(names).join(' and ')}: remove or rename all but one`;
  const message = `column "${column}" ${times}, ${remedy}; it was read as ${header.text}`;
  return { code: 'repeated_column', column, message } as const;
}

function missingColumn(
  { name: column, header: [, ...others], required }: WantedColumn,
  near: NearMiss | undefined,
  { line, text }: ShownHeader,
): HeaderDefect {
  const also = others.length > 0 ? [`also accepted: ${shown(others).join(', ')}`] : [];
  const hint = near ? [hintAt(near, column, required)] : [];
  const remarks = [...also, ...hint].join('; ');
  const message = `column "${column}" is missing${remarks && ` (${remarks})`}; the header on line ${line} was read as ${text}`;
  return { code: 'missing_column', column, message, ...(near && { suggestion: near.found }) };
}

/** A column that may be missing is told of only because of its near miss, which then must not stay as it is. */
function hintAt({ found, meant }: NearMiss, column: string, required: boolean): string {
  const name = shown([found]).join();
  const question = `is ${name} meant to be "${meant}"?`;
  return required
    ? question
    : `${question} If not, rename ${name}: a file may lack "${column}", but not have a name so like it instead`;
}

function looksLikeData(name: string): boolean {
  return typeof parseInteger(name) === 'bigint' || parseDate(name) !== 'bad_date';
}

/** How a name is compared: `trim` also drops white space that is no padding of fields. */
function keyOf(name: string): string {
  return name.trim().toLowerCase();
}

const isNamed = ({ header }: WantedColumn, key: string | undefined): boolean =>
  key !== undefined && header.includes(key);

/** How many of the wanted columns are among the names. */
export function countMatches(names: readonly string[], wanted: readonly WantedColumn[]): number {
  const keys = new Set(names.map(keyOf));
  return wanted.filter(({ header }) => header.some((name) => keys.has(name))).length;
}

/** The index of each wanted column that is there. */
export function indexes(
  names: readonly string[],
  wanted: readonly WantedColumn[],
): Readonly<Record<string, number>> {
  const keys = names.map(keyOf);
  const found = wanted.map((column) => [column.name, keys.findIndex((key) => isNamed(column, key))] as const);
  return Object.fromEntries(found.filter(([, index]) => index >= 0));
}

function shownHeader({ names, delimiter }: HeaderLine): string {
  return `${shown(names).join(' ')} (delimiter ${JSON.stringify(delimiter)})`;
}

/** Names as JSON strings, so that the message stays one line, whatever is in them. */
function shown(names: readonly string[]): string[] {
  const first = names.slice(0, SHOWN_NAMES).map((name) => JSON.stringify(name.slice(0, SHOWN_CHARACTERS)));
  return names.length > SHOWN_NAMES ? [...first, `and ${names.length - SHOWN_NAMES} more`] : first;
}
