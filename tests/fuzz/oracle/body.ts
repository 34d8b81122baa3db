import type { OracleHeader } from './header.ts';
import { type Place, readRecord } from './record.ts';
import { decoded, isUtf8 } from './text.ts';

/** A record, or why its fields cannot be told. */
export interface OracleRecord {
  /** Physical line of its start, from 1. */
  readonly line: number;
  /** As it stands in the file, whole, in the form in which it is listed: NUL as U+2400. */
  readonly raw: string;
  readonly fields: readonly string[];
  /** Where in the file each field is. */
  readonly places: readonly Place[];
  /** Where its first byte is in the file, and how many it has without its line end. */
  readonly from: number;
  readonly bytes: number;
  readonly reason: string | undefined;
}

export interface OracleBody {
  /** In file order; up to the unclosed quote, when there is one. */
  readonly records: readonly OracleRecord[];
  /** Line of the record whose quote is never closed. */
  readonly unclosedLine: number | undefined;
}

/** The records after the header by the contract. Blank lines are no records. */
export function readBody(file: Buffer, header: OracleHeader, maxRecordBytes: number): OracleBody {
  const text = file.toString('latin1');
  const records: OracleRecord[] = [];
  let at = header.bodyOffset;
  let line = header.bodyLine;
  while (at < text.length) {
    const { shape, fields, places, content, end, newlines } = readRecord(text, at, header.delimiter);
    if (shape === 'open') {
      return { records, unclosedLine: line };
    }
    if (!isBlank(content, header)) {
      const reason = defectOf({ shape, fields, content }, header.width, maxRecordBytes);
      const values = reason === undefined ? fields.map(decoded) : [];
      records.push({
        ...{ line, raw: decoded(content).replaceAll('\0', '␀'), fields: values, places, reason },
        ...{ from: at, bytes: content.length },
      });
    }
    at = end;
    line += newlines;
  }
  return { records, unclosedLine: undefined };
}

function isBlank(content: string, { delimiter }: OracleHeader): boolean {
  return (delimiter === '\t' ? /^[ \r]*$/ : /^[ \t\r]*$/).test(content);
}

type Read = Pick<ReturnType<typeof readRecord>, 'shape' | 'fields' | 'content'>;

/** Of several defects the one that says least about the rest is told. */
function defectOf(
  { shape, fields, content }: Read,
  width: number,
  maxRecordBytes: number,
): string | undefined {
  if (content.length > maxRecordBytes) {
    return 'record_too_long';
  }
  if (!isUtf8(content)) {
    return 'invalid_utf8';
  }
  if (content.includes('\0')) {
    return 'nul_byte';
  }
  if (shape === 'stray') {
    return 'stray_quote';
  }
  return fields.length === width ? undefined : 'wrong_column_count';
}
