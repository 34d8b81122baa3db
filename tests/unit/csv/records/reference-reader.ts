import { isUtf8 } from 'node:buffer';
import type { DefectReason, Entry } from '../../../../lib/csv/records/entry.ts';
import { rawText } from '../../../../lib/csv/records/raw-text.ts';
import type { RecordOptions } from '../../../../lib/csv/records/records.ts';

/** U+FEFF, each of its three bytes a character. */
const MARK = 'ï»¿';
const INVISIBLE = [0x0c, 0x1a, 0xa0, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x202f, 0x2060, 0xfeff];

const decoded = (text: string) => Buffer.from(text, 'latin1').toString();

/** A record, or what begins at a byte and is none. */
interface Framed {
  /** Without its LF. */
  readonly text: string;
  readonly isStray: boolean;
  readonly isOpen: boolean;
}

/** What becomes of a record: how much of it is taken, and why not more. */
interface Judged {
  /** Without its LF: of a broken record of several lines the first. */
  readonly text: string;
  readonly framing: DefectReason | undefined;
}

/**
 * The rules for records as regular expressions over the whole file, as a check on the reader, which shares nothing
 * with it but the form of raw texts: slow, and quadratic at worst. Works on latin1 text, so that a character is a byte.
 */
export function referenceRead(bytes: Buffer, options: RecordOptions): Entry[] {
  const rules = rulesOf(options);
  const frame = framerOf(bytes.toString('latin1'), rules);
  const entries: Entry[] = [];
  let at = 0;
  let line = options.line;
  while (at < bytes.length) {
    const judged = judge(frame(at), rules);
    const lines = judged.text.split('\n').length;
    const end = at + judged.text.length;
    const lastLine = line + lines - 1;
    const place = { line, lastLine, offset: at + (options.offset ?? 0), isUnended: end === bytes.length };
    entries.push(...entriesOf(judged, place, options, rules));
    line += lines;
    at = end + 1;
  }
  return entries;
}

type Rules = ReturnType<typeof rulesOf>;

function rulesOf({ delimiter: character, width, maxRecordBytes, mayLackLast = false }: RecordOptions) {
  const delimiter = character === '|' ? '\\|' : character;
  const pad = character === '\t' ? '[ ]' : '[ \\t]';
  const quoted = `${pad}*=?"(?:[^"]|"")*"${pad}*`;
  const field = `(?:${quoted}|[^"\\n${delimiter}]*)`;
  const fieldOf = new RegExp(`(${field})(?:${delimiter}|$)`, 'y');
  const trim = (value: string) =>
    value.replace(new RegExp(`^${pad}+`), '').replace(new RegExp(`${pad}+$`), '');
  const fieldsOf = (record: string): string[] => {
    const fields: string[] = [];
    const padded = `${record.startsWith(MARK) ? record.slice(MARK.length) : record}${character}`;
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
  return {
    goodRecord: new RegExp(`${field}(?:${delimiter}${field})*(?=\\r*\\n|\\r*$)`, 'y'),
    goodFields: new RegExp(`(?:${field}${delimiter})*`, 'y'),
    openQuote: new RegExp(`${pad}*=?"(?:[^"]|"")*$`, 'y'),
    wholeQuoted: new RegExp(quoted, 'y'),
    fieldsOf,
    isTooLong: (record: string) => record.replace(/\r$/, '').length > maxRecordBytes,
    fits: (record: string) => {
      const fields = fieldsOf(record.replace(/\r+$/, ''));
      return (
        fields.length === width ||
        (fields.length === width + 1 && fields.at(-1) === '') ||
        (fields.length === width - 1 && mayLackLast)
      );
    },
    isBlank: (record: string) =>
      [...decoded(record)].every(
        (own) => own === character || ' \t\r'.includes(own) || INVISIBLE.includes(own.charCodeAt(0)),
      ),
  };
}

/** Finds the record that begins at a byte. */
function framerOf(text: string, { goodRecord, goodFields, openQuote, wholeQuoted }: Rules) {
  const matchAt = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0].length;
  };
  return (at: number): Framed => {
    const start = text.startsWith(MARK, at) ? at + MARK.length : at;
    const lineFrom = (end: number) => {
      const lineEnd = text.indexOf('\n', end);
      return text.slice(at, lineEnd === -1 ? text.length : lineEnd);
    };
    const good = matchAt(goodRecord, start);
    if (good !== undefined) {
      return { text: lineFrom(start + good), isStray: false, isOpen: false };
    }
    const bad = start + (matchAt(goodFields, start) ?? 0);
    if (matchAt(openQuote, bad) !== undefined) {
      return { text: text.slice(at), isStray: false, isOpen: true };
    }
    return { text: lineFrom(bad + (matchAt(wholeQuoted, bad) ?? 0)), isStray: true, isOpen: false };
  };
}

function judge({ text, isStray, isOpen }: Framed, { isTooLong, fits }: Rules): Judged {
  const lineEnd = text.indexOf('\n');
  if (lineEnd >= 0 && (isStray || isOpen || isTooLong(text) || !fits(text))) {
    return { text: text.slice(0, lineEnd), framing: 'unclosed_quote' };
  }
  if (isOpen || isStray) {
    return { text, framing: isOpen ? 'unclosed_quote' : 'stray_quote' };
  }
  return { text, framing: fits(text) ? undefined : 'wrong_column_count' };
}

/** What is wrong with a record; its bytes come before its quotes. */
function defectOf({ text, framing }: Judged, { isTooLong }: Rules): DefectReason | undefined {
  if (isTooLong(text)) {
    return 'record_too_long';
  }
  if (!isUtf8(Buffer.from(text, 'latin1'))) {
    return 'invalid_utf8';
  }
  return text.includes('\0') ? 'nul_byte' : framing;
}

function entriesOf(
  judged: Judged,
  {
    isUnended,
    ...where
  }: Omit<Extract<Entry, { kind: 'record' }>, 'kind' | 'fields' | 'raw' | 'hasRowsInside'>,
  { width, names = [], delimiter }: RecordOptions,
  rules: Rules,
): Entry[] {
  const record = judged.text.replace(/\r+$/, '');
  if (!rules.isTooLong(judged.text) && rules.isBlank(record)) {
    return [];
  }
  const place = { ...where, raw: rawText(decoded(record), false) };
  const reason = defectOf(judged, rules);
  if (reason !== undefined) {
    return [{ kind: 'defect', ...place, reason }];
  }
  const found = rules.fieldsOf(record);
  const fields = found.length < width ? [...found, ''] : found.slice(0, width);
  const isHeader = names.length === width && names.every((name, index) => fields[index] === name);
  return [
    isHeader
      ? { kind: 'repeated_header', ...place }
      : {
          kind: 'record',
          ...place,
          fields,
          isUnended,
          hasRowsInside: looksLikeRows(record, fields, delimiter),
        },
  ];
}

/** A further line, cut at each delimiter, has as many pieces as the record; not the last line when that is still in the first field. */
function looksLikeRows(record: string, fields: readonly string[], delimiter: string): boolean {
  const further = record.split('\n').slice(1);
  const looked = fields[0]?.includes('\n') ? further.slice(0, -1) : further;
  return fields.length > 1 && looked.some((line) => line.split(delimiter).length === fields.length);
}
