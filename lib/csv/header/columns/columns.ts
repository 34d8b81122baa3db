import { enumerated } from '../../../messages/first-few.ts';
import type { HeaderDefect } from '../defect.ts';
import type { HeaderLine } from '../lines/line.ts';
import { shown, shownHeader } from '../shown.ts';
import { looksLikeData } from './looks-like-data.ts';
import { missingColumns } from './missing-columns.ts';
import { nearMisses } from './near-miss.ts';
import { type HeaderContext, isNamed, keyOf, type WantedColumn } from './wanted.ts';

/**
 * What is wrong with the columns of a header: each wanted one that is there more than once, and in one defect all that are
 * required and missing, or missing while another name is nearly their own; or, when none is there and the names look like
 * values, that it is no header.
 *
 * @param line the physical line it starts on, for the messages
 * @param causeOf what may be the reason that columns are missing, asked only where some are
 */
export function columnDefects(
  read: HeaderLine,
  line: number,
  wanted: readonly WantedColumn[],
  context: HeaderContext,
  causeOf: () => string | undefined,
): HeaderDefect[] {
  const { names, delimiter } = read;
  const keys = names.map(keyOf);
  const occurrences = wanted.map((column) => names.filter((_, at) => isNamed(column, keys[at])));
  const spare = names.filter((_, at) => !wanted.some((column) => isNamed(column, keys[at])));
  const absent = wanted.filter((_, index) => occurrences[index]?.length === 0);
  const near = nearMisses(absent, spare);
  const text = shownHeader(names, delimiter);
  if (absent.length === wanted.length && near.size === 0 && names.some(looksLikeData)) {
    return [{ code: 'no_header', message: noHeader(line, text, context) }];
  }
  const missing = absent.flatMap((column) =>
    column.required || near.has(column) ? [{ column, near: near.get(column) }] : [],
  );
  return [
    ...wanted.flatMap((column, index) => {
      const own = occurrences[index] ?? [];
      return own.length > 1 ? [repeatedColumn(column, own, line, text)] : [];
    }),
    ...(missing.length > 0 ? [missingColumns(missing, wanted, { line, text }, causeOf())] : []),
  ];
}

function noHeader(line: number, text: string, { declared, input }: HeaderContext): string {
  const seen = `line ${line} is data, not a header: it was read as ${text}`;
  const remedy = 'add a line with the column names above it';
  if (!declared) {
    return `${seen}; ${remedy}`;
  }
  const setting = `header: 'none' for ${input ?? 'its input'}`;
  return `${seen}; ${remedy}, or, if none of these files has a header, declare ${setting}: the columns are then ${declared.map(({ name }) => name).join(', ')}, in this order`;
}

function repeatedColumn(
  { name: column }: WantedColumn,
  names: readonly string[],
  line: number,
  text: string,
): HeaderDefect {
  const times = `occurs ${names.length} times in the header on line ${line}`;
  const remedy = `as ${enumerated(shown(names))}: remove or rename all but one`;
  const message = `column "${column}" ${times}, ${remedy}; the header was read as ${text}`;
  return { code: 'repeated_column', columns: [column], message };
}
