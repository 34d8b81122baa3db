import { causeOf } from './causes/causes.ts';
import { type HeaderContext, indexes, type WantedColumn } from './columns/wanted.ts';
import type { HeaderDefect } from './defect.ts';
import { foreignText } from './foreign/foreign-text.ts';
import type { Header } from './header-shape.ts';
import { defectsOfFirst, readFirst } from './lines/first-record.ts';
import { readHeadless } from './lines/headless.ts';
import type { HeaderLine, HeadText } from './lines/line.ts';
import { LAST_TRIED_LINE, usableLines } from './lines/lines-below.ts';
import { isBlank, type Opening, openingOf } from './lines/opening.ts';
import { physicalLines } from './lines/physical-lines.ts';
import { rowsAbove } from './lines/rows-above.ts';
import { shownLines } from './shown.ts';
import { delimitersOf, unreadableHead } from './unreadable-head.ts';

export type { HeaderContext, OtherInput, WantedColumn } from './columns/wanted.ts';
export type { HeaderDefect, HeaderDefectCode } from './defect.ts';
export type { Header } from './header-shape.ts';

/** A header without a line end is taken for a whole file only if it is shorter than this. */
const MAX_UNENDED_BYTES = 64 * 1024;

/**
 * Reads the header of a CSV file: a byte order mark, blank lines and a line `sep=` are passed over, the delimiter is told from
 * the names, which may be in any order and any case, padded and quoted; columns that are not wanted are ignored. A column that
 * is not required may be missing, unless another name is nearly one of its own: most likely that is the column, misspelt,
 * and its values would be lost without a word. Where the first line is no header, the one among the first 20 lines that is: other
 * lines above it are titles.
 *
 * @param head the first bytes of the file
 * @param wanted the columns to look for
 * @param size bytes of the whole file, from which a header cut off by the end of `head` is told; when it is not
 *   given, a head of less than 64 KiB is taken for the whole file
 * @param context what else is known of the file: that it has no header, what it may have been taken for
 * @returns the header, or all that is wrong with it
 */
export function readHeader(
  head: Uint8Array,
  wanted: readonly WantedColumn[],
  size?: number,
  context: HeaderContext = {},
): Header | HeaderDefect[] {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const complete = size === undefined ? bytes.length < MAX_UNENDED_BYTES : bytes.length >= size;
  const opening = openingOf(bytes, complete);
  const text = { bytes, complete, delimiters: delimitersOf(opening) };
  const unreadable = unreadableHead(text, opening);
  if (unreadable !== undefined) {
    return [unreadable];
  }
  return context.isHeadless
    ? readHeadless(text, opening, wanted, context)
    : readNamed(text, opening, wanted, context);
}

function readNamed(
  text: HeadText,
  opening: Opening,
  wanted: readonly WantedColumn[],
  context: HeaderContext,
): Header | HeaderDefect[] {
  const first = readFirst(text, opening, wanted, context);
  if (defectsOfFirst(first, text, opening, wanted, context).length === 0) {
    return headerOf(first, opening.line, [], wanted);
  }
  const below = usableLines(text, opening, wanted, context, [opening.line, LAST_TRIED_LINE]);
  const [only, ...others] = below;
  if (others.length > 0) {
    const lines = shownLines(below.map(({ line }) => line));
    const message = `line ${opening.line}, the first one, is not the header, but ${lines} could each be: keep one of these, and remove the others and all lines above it`;
    return [{ code: 'several_headers', message }];
  }
  if (only) {
    const rows = rowsAbove(text, opening, only.read, only.line, wanted);
    return rows.length > 0
      ? [rowsAboveHeader(rows, only.line)]
      : headerOf(only.read, only.line, filledLines(text.bytes, opening, only.line), wanted);
  }
  const foreign = foreignText(text.bytes, opening.start);
  return foreign ? [foreign] : defectsOfFirst(first, text, opening, wanted, context, causeOf);
}

/** Rows are not passed over as titles are: they would neither count nor be listed. */
function rowsAboveHeader(rows: readonly number[], line: number): HeaderDefect {
  const lines = rows.length === 1 ? 'looks like a row' : 'look like rows';
  const message = `line ${line} could be the header, but ${shownLines(rows)} above it ${lines}: move line ${line} above all rows (sorting a file moves the header among them), or remove the lines above it`;
  return { code: 'rows_above_header', message };
}

function headerOf(
  { delimiter, names, end, newlines }: HeaderLine,
  line: number,
  skipped: readonly number[],
  wanted: readonly WantedColumn[],
): Header {
  return {
    delimiter,
    names,
    columns: indexes(names, wanted),
    width: names.length,
    line,
    skipped,
    bodyOffset: end,
    bodyLine: line + newlines,
  };
}

/** The lines from a place on, and before another line, that are not blank. */
function filledLines(bytes: Buffer, from: Pick<Opening, 'start' | 'line'>, before: number): number[] {
  return [...physicalLines(bytes, from, before - 1)].flatMap(({ start, line, end }) =>
    isBlank(bytes, start, end) ? [] : [line],
  );
}
