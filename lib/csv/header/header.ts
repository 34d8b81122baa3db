import { isUtf8 } from 'node:buffer';
import { type Delimiter, NUL } from '../dialect.ts';
import { columnDefects, countMatches, indexes, type WantedColumn } from './columns.ts';
import type { HeaderDefect } from './defect.ts';
import { foreignEncoding, markLength } from './encoding.ts';
import { endsLinesWithCr, readHeaderLine, skipBlankLines } from './line.ts';

export type { WantedColumn } from './columns.ts';
export type { HeaderDefect, HeaderDefectCode } from './defect.ts';

/** What the head of a file tells about the rest of it. Plain JSON: it travels between steps. */
export interface Header {
  readonly delimiter: Delimiter;
  /** The names as in the file, without quotes and padding. */
  readonly names: readonly string[];
  /** Index of each wanted column that the file has, by the column's own name. */
  readonly columns: Readonly<Record<string, number>>;
  /** Columns of the file. */
  readonly width: number;
  /** Physical line the header starts on, from 1. */
  readonly line: number;
  /** Byte after the header and its line end. */
  readonly bodyOffset: number;
  /** Physical line of that byte. */
  readonly bodyLine: number;
}

/** A header without a line end is taken for a whole file only if it is shorter than this. */
const MAX_UNENDED_BYTES = 64 * 1024;

const DEFECT_TEXTS = {
  stray_quote: 'has a quote inside an unquoted name, or text after a closing quote',
  unclosed_quote: 'has a quote that is never closed',
  header_too_long: 'is too long: its line end is not among the bytes looked at',
} as const;

/**
 * Reads the header of a CSV file: a byte order mark and blank lines are skipped, the delimiter is told from the
 * names, which may be in any order and any case, padded and quoted; columns that are not wanted are ignored. A column that
 * is not required may be missing, unless another name is nearly one of its own: most likely that is the column, misspelt,
 * and its values would be lost without a word.
 * @param head the first bytes of the file
 * @param wanted the columns to look for
 * @param size bytes of the whole file, from which a header cut off by the end of `head` is told; when it is not
 *   given, a head of less than 64 KiB is taken for the whole file
 * @returns the header, or all that is wrong with it
 */
export function readHeader(
  head: Uint8Array,
  wanted: readonly WantedColumn[],
  size?: number,
): Header | HeaderDefect[] {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const complete = size === undefined ? bytes.length < MAX_UNENDED_BYTES : bytes.length >= size;
  const mark = markLength(bytes);
  const { start, line } = skipBlankLines(bytes, mark);
  const unreadable = unreadableHead(bytes, mark, start, complete);
  if (unreadable !== undefined) {
    return [unreadable];
  }

  const read = readHeaderLine(bytes, start, complete, (names) => countMatches(names, wanted));
  if (read.defect !== undefined) {
    return [{ code: read.defect, message: `the header on line ${line} ${DEFECT_TEXTS[read.defect]}` }];
  }
  const defects = [
    ...byteDefects(bytes.subarray(start, read.end), line),
    ...columnDefects(read, line, wanted),
  ];
  if (defects.length > 0) {
    return defects;
  }
  return {
    delimiter: read.delimiter,
    names: read.names,
    columns: indexes(read.names, wanted),
    width: read.names.length,
    line,
    bodyOffset: read.end,
    bodyLine: line + read.newlines,
  };
}

/** What makes it pointless to look for names at all. */
function unreadableHead(
  head: Buffer,
  mark: number,
  start: number,
  complete: boolean,
): HeaderDefect | undefined {
  const foreign = foreignEncoding(head);
  if (foreign !== undefined) {
    return foreign;
  }
  if (head.length === mark) {
    return { code: 'empty_file', message: 'the file is empty' };
  }
  if (start === head.length) {
    return complete
      ? { code: 'no_header', message: 'the file has no header: it holds only blank lines' }
      : { code: 'header_too_long', message: `the first ${head.length} bytes hold only blank lines` };
  }
  if (!endsLinesWithCr(head, start)) {
    return undefined;
  }
  return { code: 'cr_only', message: 'lines end with CR alone (old Mac OS): convert them to LF or CRLF' };
}

function byteDefects(header: Buffer, line: number): HeaderDefect[] {
  const defects: HeaderDefect[] = [];
  if (!isUtf8(header)) {
    defects.push({ code: 'invalid_utf8', message: `the header on line ${line} is not valid UTF-8` });
  }
  if (header.includes(NUL)) {
    defects.push({ code: 'nul_byte', message: `the header on line ${line} contains a NUL byte` });
  }
  return defects;
}
