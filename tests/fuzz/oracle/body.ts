import type { OracleHeader } from './header-results.ts';
import { bytesOf, type Place, type RawRecord, readRecord, withoutLineEnd } from './record.ts';
import { bare, type Delimiter, decoded, isBlank, isUtf8, MARK } from './text.ts';

/** A record, or why its fields cannot be told. */
export interface OracleRecord {
  /** Physical line of its start, from 1. */
  readonly line: number;
  /** Physical line of its end. */
  readonly lastLine: number;
  /** As it stands in the file, whole, in the form in which it is listed: NUL as U+2400. */
  readonly raw: string;
  /** As many as the header has; none of a reject. */
  readonly fields: readonly string[];
  /** Where in the file each field is. */
  readonly places: readonly Place[];
  /** Where its first byte is in the file, after a byte order mark, and how many it has without its line end. */
  readonly from: number;
  readonly bytes: number;
  /** Where the next record begins. */
  readonly end: number;
  /** Whether one of its further lines is like a row. */
  readonly hasRowsInside: boolean;
  /** Whether the file ends with it, without an LF. */
  readonly isUnended: boolean;
  /** Its first line is a reject, and what comes after that line is read anew. */
  readonly isBroken: boolean;
  /** It reached the end of the text in quotes. */
  readonly isOpen: boolean;
  readonly reason: string | undefined;
}

/** By which a record is no row: it is the header once more. */
export const REPEATED_HEADER = 'repeated_header';

/** What records are read by. */
type ReadBy = Pick<OracleHeader, 'delimiter' | 'width' | 'names'>;

/** The records of a file after its header, in file order; blank lines are none. */
export const readBody = (text: string, header: OracleHeader, maxRecordBytes: number): OracleRecord[] =>
  readRecords(text, { byte: header.bodyOffset, line: header.bodyLine }, header, maxRecordBytes);

/** The records from the start of one of them on. */
export function readRecords(
  text: string,
  start: { readonly byte: number; readonly line: number },
  header: ReadBy,
  maxRecordBytes: number,
): OracleRecord[] {
  const records: OracleRecord[] = [];
  let { byte, line } = start;
  while (byte < text.length) {
    const from = text.startsWith(MARK, byte) ? byte + MARK.length : byte;
    const read = readRecord(text, from, header.delimiter);
    // A mark is one of its bytes, though it is skipped.
    const markBytes = from - byte;
    let next = read.end;
    if (read.bytes + markBytes > maxRecordBytes || !isBlank(read.content, [header.delimiter])) {
      const record = isBroken(read, header, maxRecordBytes - markBytes)
        ? brokenRecord(text, from, line, read, maxRecordBytes - markBytes)
        : wholeRecord(text, from, line, read, header);
      records.push(record);
      next = record.end;
    }
    line += text.slice(byte, next).split('\n').length - 1;
    byte = next;
  }
  return records;
}

const linesIn = ({ newlines, terminated }: RawRecord) => (terminated ? newlines : newlines + 1);

/** Whether it is not what it seems to be, so that nobody knows where it ends. */
function isBroken(record: RawRecord, header: ReadBy, maxRecordBytes: number): boolean {
  return (
    record.shape !== 'good' ||
    record.bytes > maxRecordBytes ||
    (linesIn(record) > 1 && fieldsOf(record, header) === undefined)
  );
}

/** Only its first line, which is judged by itself. */
function brokenRecord(
  text: string,
  from: number,
  line: number,
  record: RawRecord,
  maxRecordBytes: number,
): OracleRecord {
  const lineEnd = text.indexOf('\n', from);
  const end = lineEnd === -1 ? text.length : lineEnd + 1;
  const first = text.slice(from, end);
  const isStrayInLine = record.shape === 'stray' && record.end === end;
  return {
    ...{ line, lastLine: line, from, end, isBroken: true, isOpen: record.shape === 'open' },
    ...{ raw: rawOf(first), fields: [], places: [], bytes: bytesOf(first), isUnended: isUnended(first) },
    hasRowsInside: false,
    reason:
      bytesOf(first) > maxRecordBytes
        ? 'record_too_long'
        : (byteReason(first) ?? (isStrayInLine ? 'stray_quote' : 'unclosed_quote')),
  };
}

function wholeRecord(
  text: string,
  from: number,
  line: number,
  record: RawRecord,
  header: ReadBy,
): OracleRecord {
  const { content, end } = record;
  const whole = text.slice(from, end);
  const fitting = fieldsOf(record, header);
  const reason = byteReason(content) ?? (fitting === undefined ? 'wrong_column_count' : undefined);
  const fields = reason === undefined ? (fitting ?? []).map(decoded) : [];
  return {
    ...{ line, lastLine: line + linesIn(record) - 1, from, end, isBroken: false, isOpen: false },
    ...{ raw: rawOf(whole), fields, places: record.places, bytes: record.bytes, isUnended: isUnended(whole) },
    hasRowsInside: hasRowsInside(rawOf(whole), fields, header),
    reason: reason ?? (isHeader(fields, header) ? REPEATED_HEADER : undefined),
  };
}

/**
 * Whether a line of a record after its first, cut at every delimiter whatever is in quotes, has as many pieces as there are columns. The
 * last line is not looked at where it begins inside the first field.
 */
export function hasRowsInside(
  record: string,
  [first = '']: readonly string[],
  { delimiter, width }: Pick<ReadBy, 'delimiter' | 'width'>,
): boolean {
  const [, ...further] = record.split('\n');
  const looked = first.includes('\n') ? further.slice(0, -1) : further;
  return width > 1 && looked.some((line) => line.split(delimiter).length === width);
}

const rawOf = (record: string) => decoded(withoutLineEnd(record)).replaceAll('\0', '␀');

const isUnended = (record: string) => !record.endsWith('\n');

function byteReason(content: string): string | undefined {
  if (!isUtf8(content)) {
    return 'invalid_utf8';
  }
  return content.includes('\0') ? 'nul_byte' : undefined;
}

/** The fields of a record that has as many as the header, one more which is empty, or one less where the last name is empty. */
function fieldsOf({ fields }: RawRecord, header: ReadBy): readonly string[] | undefined {
  const { width, names } = header;
  if (fields.length === width + 1 && fields.at(-1) === '') {
    return fields.slice(0, -1);
  }
  if (fields.length === width - 1 && names.at(-1) === '') {
    return [...fields, ''];
  }
  return fields.length === width ? fields : undefined;
}

/** Whether a record with so many fields is one of the header's: for the first record of a file that has none. */
export const fits = (record: RawRecord, width: number, delimiter: Delimiter): boolean =>
  record.shape === 'good' && fieldsOf(record, { width, names: [], delimiter }) !== undefined;

function isHeader(fields: readonly string[], { names }: ReadBy): boolean {
  return (
    names.length > 0 && fields.length > 0 && fields.every((field, index) => bare(field) === names[index])
  );
}
