import { isUtf8 } from 'node:buffer';
import type { DefectReason, Entry } from '../../../../lib/csv/records/entry.ts';
import { rawText } from '../../../../lib/csv/records/raw-text.ts';
import type { RecordOptions } from '../../../../lib/csv/records/records.ts';

const escaped = (delimiter: string) => (delimiter === '|' ? '\\|' : delimiter);

/** U+FEFF, each of its three bytes a character. */
const MARK = 'ï»¿';
const INVISIBLE = /[\f\u001a\u00a0\u200b-\u200f\u202f\u2060\ufeff]/g;

const decoded = (text: string) => Buffer.from(text, 'latin1').toString();

/** A record, or what begins at a byte and is none. */
interface Framed {
  /** Without its LF. */
  readonly text: string;
  readonly isStray: boolean;
  readonly isOpen: boolean;
}

/**
 * The rules for records as regular expressions over the whole file, as a check on the reader, which shares nothing
 * with it but the form of raw texts: slow, and quadratic at worst. Works on latin1 text, so that a character is a byte.
 */
export function referenceRead(bytes: Buffer, options: RecordOptions): Entry[] {
  const { maxRecordBytes, width, names = [], mayLackLast = false } = options;
  const text = bytes.toString('latin1');
  const delimiter = escaped(options.delimiter);
  const pad = options.delimiter === '\t' ? '[ ]' : '[ \\t]';
  const quoted = `${pad}*=?"(?:[^"]|"")*"${pad}*`;
  const field = `(?:${quoted}|[^"\\n${delimiter}]*)`;
  const goodRecord = new RegExp(`${field}(?:${delimiter}${field})*(?=\\r*\\n|\\r*$)`, 'y');
  const goodFields = new RegExp(`(?:${field}${delimiter})*`, 'y');
  const openQuote = new RegExp(`${pad}*=?"(?:[^"]|"")*$`, 'y');
  const wholeQuoted = new RegExp(quoted, 'y');
  const fieldOf = new RegExp(`(${field})(?:${delimiter}|$)`, 'y');
  const matchAt = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length;
  };

  const frame = (at: number): Framed => {
    const start = text.startsWith(MARK, at) ? at + MARK.length : at;
    const good = matchAt(goodRecord, start);
    const upTo = (end: number, isStray: boolean, isOpen: boolean) => {
      const lineEnd = text.indexOf('\n', end);
      return { text: text.slice(at, lineEnd === -1 ? text.length : lineEnd), isStray, isOpen };
    };
    if (good !== undefined) {
      return upTo(start + good, false, false);
    }
    const bad = start + (matchAt(goodFields, start) ?? 0);
    if (matchAt(openQuote, bad) !== undefined) {
      return { text: text.slice(at), isStray: false, isOpen: true };
    }
    return upTo(bad + (matchAt(wholeQuoted, bad) ?? 0), true, false);
  };

  const trim = (value: string) =>
    value.replace(new RegExp(`^${pad}+`), '').replace(new RegExp(`${pad}+$`), '');
  const fieldsOf = (record: string): string[] => {
    const fields: string[] = [];
    const padded = `${record.startsWith(MARK) ? record.slice(MARK.length) : record}${options.delimiter}`;
    let at = 0;
    while (at < padded.length) {
      fieldOf.lastIndex = at;
      const [all = '', value = ''] = fieldOf.exec(padded) ?? [];
      const inner = trim(value);
      const opened = inner.startsWith('="') ? inner.slice(1) : inner;
      const unquoted = opened.startsWith('"') ? opened.slice(1, -1).replaceAll('""', '"') : opened;
      fields.push(trim(decoded(unquoted)));
      at += all.length;
    }
    return fields;
  };

  const isTooLong = (record: string) => record.replace(/\r$/, '').length > maxRecordBytes;
  const fits = (record: string) => {
    const fields = fieldsOf(record);
    return (
      fields.length === width ||
      (fields.length === width + 1 && fields.at(-1) === '') ||
      (fields.length === width - 1 && mayLackLast)
    );
  };
  const isBlank = (record: string) =>
    decoded(record)
      .replaceAll(INVISIBLE, '')
      .replaceAll(options.delimiter, '')
      .replaceAll(/[ \t\r]/g, '') === '';
  /** What the bytes of a record tell, wherever its quotes are. */
  const bytesDefect = (record: string): DefectReason | undefined => {
    if (isTooLong(record)) {
      return 'record_too_long';
    }
    if (!isUtf8(Buffer.from(record, 'latin1'))) {
      return 'invalid_utf8';
    }
    return record.includes('\0') ? 'nul_byte' : undefined;
  };

  const entries: Entry[] = [];
  let at = 0;
  let line = options.line;
  while (at < text.length) {
    const framed = frame(at);
    const isBroken = framed.isStray || framed.isOpen || isTooLong(framed.text);
    const isSeveral = framed.text.includes('\n');
    const isCut = isSeveral && (isBroken || !fits(framed.text.replace(/\r+$/, '')));
    const whole = isCut ? framed.text.slice(0, framed.text.indexOf('\n')) : framed.text;
    const record = whole.replace(/\r+$/, '');
    const lines = whole.split('\n').length;
    const end = at + whole.length;
    const isUnended = end === text.length;
    if (isTooLong(whole) || !isBlank(record)) {
      const raw = rawText(decoded(record), false);
      const place = { line, lastLine: line + lines - 1, offset: at + (options.offset ?? 0), raw };
      const isStray = framed.isStray && !isCut;
      const reason =
        bytesDefect(whole) ??
        (isCut || framed.isOpen
          ? 'unclosed_quote'
          : isStray
            ? 'stray_quote'
            : fits(record)
              ? undefined
              : 'wrong_column_count');
      if (reason !== undefined) {
        entries.push({ kind: 'defect', ...place, reason });
      } else {
        const found = fieldsOf(record);
        const fields = found.length < width ? [...found, ''] : found.slice(0, width);
        const isHeader = names.length === width && names.every((name, index) => fields[index] === name);
        entries.push(
          isHeader ? { kind: 'repeated_header', ...place } : { kind: 'record', ...place, fields, isUnended },
        );
      }
    }
    line += lines;
    at = end + 1;
  }
  return entries;
}
