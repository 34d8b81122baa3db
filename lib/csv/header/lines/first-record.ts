import { quoted } from '../../../messages/visible.ts';
import { binaryDefect, binaryMessage, byteDefects } from '../byte-defects.ts';
import type { Cause } from '../causes/cause.ts';
import { columnDefects } from '../columns/columns.ts';
import { countMatches, type HeaderContext, type WantedColumn } from '../columns/wanted.ts';
import type { HeaderDefect } from '../defect.ts';
import { isBinary } from '../foreign/foreign-bytes.ts';
import { endsLinesWithCr, type HeaderLine, type HeadText, readHeaderLine, readWith } from './line.ts';
import { lineEnd, type Opening } from './opening.ts';

/** So many bytes of a line are looked at for what it may have been meant to be. */
const RAW_BYTES = 64 * 1024;

const DEFECT_TEXTS = {
  stray_quote:
    'has a quote inside an unquoted name, or text after a closing quote: put the name in quotes, and double each quote inside it',
  unclosed_quote: 'has a quote that is never closed: close it, or remove it',
  header_too_long: 'is too long: it does not end within ETL_MAX_RECORD_BYTES bytes',
} as const;

/**
 * The first record that is not blank, read as a header. Where no delimiter finds a column, by the one with which it has as many as are
 * declared: then it is a row, most likely, and semicolons in a list don't part its columns.
 */
export function readFirst(
  text: HeadText,
  { start }: Opening,
  wanted: readonly WantedColumn[],
  { declared }: HeaderContext,
): HeaderLine {
  const line = readHeaderLine(text, start, (names) => countMatches(names, wanted));
  if (declared === undefined || countMatches(line.names, wanted) > 0) {
    return line;
  }
  const read = text.delimiters.map((delimiter) => readWith(delimiter, text, start));
  return read.find(({ names }) => names.length === declared.length) ?? line;
}

/**
 * All that is wrong with the first record as a header; nothing, when it is one.
 * @param causeOf what may be the reason that columns are missing
 */
export function defectsOfFirst(
  read: HeaderLine,
  text: HeadText,
  { start, line }: Opening,
  wanted: readonly WantedColumn[],
  context: HeaderContext,
  causeOf: Cause = () => undefined,
): HeaderDefect[] {
  const { bytes } = text;
  if (endsLinesWithCr(bytes, start)) {
    const message =
      'some lines, but not all, end with CR alone (old Mac OS): convert all line ends to LF or CRLF';
    return [{ code: 'cr_only', message }];
  }
  const end = lineEnd(bytes, start);
  const raw = bytes.toString('utf8', start, Math.min(end, start + RAW_BYTES));
  const { names } = read;
  const cause = () => causeOf({ text, start, end, line, raw, names, wanted, context });
  if (read.defect !== undefined) {
    const told = cause();
    const seen = `the header on line ${line} ${DEFECT_TEXTS[read.defect]}; the line is ${quoted(raw)}`;
    const ofText = told === undefined ? seen : `${seen}; ${told}`;
    return [
      { code: read.defect, message: isBinary(bytes.subarray(start, end)) ? binaryMessage(line) : ofText },
    ];
  }
  const found = countMatches(names, wanted);
  const header = bytes.subarray(start, read.end);
  const binary = found === 0 ? binaryDefect(header, line) : undefined;
  if (binary) {
    return [binary];
  }
  return [...byteDefects(header, line), ...columnDefects(read, line, wanted, context, cause)];
}
