import { isUtf8 } from 'node:buffer';
import type { DefectReason, Entry } from '../../../../lib/csv/records/entry.ts';
import { rawText } from '../../../../lib/csv/records/raw-text.ts';
import type { RecordOptions } from '../../../../lib/csv/records/records.ts';

/** The result that a reading must have. */
export interface Expected {
  readonly entries: Entry[];
  /** Line of the record whose quote is never closed. */
  readonly unclosedLine: number | undefined;
}

const escaped = (delimiter: string) => (delimiter === '|' ? '\\|' : delimiter);

/**
 * The rules for records as regular expressions over the whole file, as a check on the reader, which shares nothing
 * with it but the form of raw texts: slow, and quadratic at worst. Works on latin1 text, so that a character is a byte.
 */
export function referenceRead(bytes: Buffer, options: RecordOptions): Expected {
  const text = bytes.toString('latin1');
  const delimiter = escaped(options.delimiter);
  const pad = options.delimiter === '\t' ? '[ ]' : '[ \\t]';
  const quoted = `${pad}*"(?:[^"]|"")*"${pad}*`;
  const field = `(?:${quoted}|[^"\\n${delimiter}]*)`;
  const goodRecord = new RegExp(`${field}(?:${delimiter}${field})*(?=\\r?\\n|\\r?$)`, 'y');
  const goodFields = new RegExp(`(?:${field}${delimiter})*`, 'y');
  const openQuote = new RegExp(`${pad}*"(?:[^"]|"")*$`, 'y');
  const wholeQuoted = new RegExp(quoted, 'y');
  const fieldOf = new RegExp(`(${field})(?:${delimiter}|$)`, 'y');
  const matchAt = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length;
  };

  /** Length of the record at a byte, without its line end, and whether it is well formed. */
  const frame = (at: number): { length: number; stray: boolean } | undefined => {
    const good = matchAt(goodRecord, at);
    if (good !== undefined) {
      return { length: good, stray: false };
    }
    const bad = at + (matchAt(goodFields, at) ?? 0);
    if (matchAt(openQuote, bad) !== undefined) {
      return undefined;
    }
    const after = bad + (matchAt(wholeQuoted, bad) ?? 0);
    const lineEnd = text.indexOf('\n', after);
    return { length: (lineEnd === -1 ? text.length : lineEnd) - at, stray: true };
  };

  const trim = (value: string) =>
    value.replace(new RegExp(`^${pad}+`), '').replace(new RegExp(`${pad}+$`), '');
  const fieldsOf = (record: string): string[] => {
    const fields: string[] = [];
    const padded = `${record}${options.delimiter}`;
    let at = 0;
    while (at < padded.length) {
      fieldOf.lastIndex = at;
      const [all = '', value = ''] = fieldOf.exec(padded) ?? [];
      const inner = trim(value);
      const unquoted = inner.startsWith('"') ? inner.slice(1, -1).replaceAll('""', '"') : inner;
      fields.push(trim(Buffer.from(unquoted, 'latin1').toString()));
      at += all.length;
    }
    return fields;
  };

  const defectOf = (record: string, stray: boolean): DefectReason | undefined => {
    if (record.length > options.maxRecordBytes) {
      return 'record_too_long';
    }
    if (!isUtf8(Buffer.from(record, 'latin1'))) {
      return 'invalid_utf8';
    }
    if (record.includes('\0')) {
      return 'nul_byte';
    }
    if (stray) {
      return 'stray_quote';
    }
    return fieldsOf(record).length === options.width ? undefined : 'wrong_column_count';
  };

  const entries: Entry[] = [];
  const blank = new RegExp(`^(?:${pad}|\\r)*$`);
  let at = 0;
  let line = options.line;
  while (at < text.length) {
    const framed = frame(at);
    if (framed === undefined) {
      return { entries, unclosedLine: line };
    }
    const whole = text.slice(at, at + framed.length);
    const record = whole.replace(/\r$/, '');
    if (!blank.test(whole)) {
      const raw = rawText(Buffer.from(record, 'latin1').toString(), false);
      const lastLine = line + whole.split('\n').length - 1;
      const place = { line, lastLine, offset: at + (options.offset ?? 0), raw };
      const reason = defectOf(record, framed.stray);
      entries.push(
        reason === undefined
          ? { kind: 'record', ...place, fields: fieldsOf(record) }
          : { kind: 'defect', ...place, reason },
      );
    }
    line += whole.split('\n').length;
    const lineEnd = text.indexOf('\n', at + framed.length);
    at = lineEnd === -1 ? text.length : lineEnd + 1;
  }
  return { entries, unclosedLine: undefined };
}
