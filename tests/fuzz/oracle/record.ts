import { type Delimiter, isPadding, trimmed } from './text.ts';

/** One record as it stands in a file; texts are latin1. */
export interface RawRecord {
  /** 'stray': a quote inside an unquoted field, or text after a closing quote. 'open': a quote is never closed. */
  readonly shape: 'good' | 'stray' | 'open';
  /** Without quotes and padding; all of them only when the shape is good. */
  readonly fields: readonly string[];
  /** Where in the text each of them is: without quotes, with padding. */
  readonly places: readonly Place[];
  /** The record without its line end. */
  readonly content: string;
  /** How many bytes it has, which the limit is for: without LF, and without one CR before it. */
  readonly bytes: number;
  /** Index after the record and its line end. */
  readonly end: number;
  /** An LF ends it, not the end of the text. */
  readonly terminated: boolean;
  /** LFs in it, that of its end included. */
  readonly newlines: number;
}

/** A range of the text; `isQuoted` when a quote is before and after it. */
export interface Place {
  readonly from: number;
  readonly to: number;
  readonly isQuoted: boolean;
}

interface Field {
  readonly value: string;
  readonly place: Place;
  readonly at: number;
  readonly shape: RawRecord['shape'];
}

/** Reads the record at `start`, field by field. */
export function readRecord(text: string, start: number, delimiter: Delimiter): RawRecord {
  const fields: Field[] = [];
  let at = start;
  for (;;) {
    const field = readField(text, at, delimiter);
    fields.push(field);
    if (field.shape !== 'good') {
      return recordOf(text, start, field.at, fields, field.shape);
    }
    if (text[field.at] !== delimiter) {
      return recordOf(text, start, field.at, fields, 'good');
    }
    at = field.at + 1;
  }
}

/** Reads a field up to the delimiter or line end after it, or up to where it goes wrong. */
function readField(text: string, from: number, delimiter: Delimiter): Field {
  let at = from;
  while (isPadding(text[at], delimiter)) {
    at++;
  }
  // Spreadsheets write ="007" for a text of digits.
  const quote = text[at] === '=' && text[at + 1] === '"' ? at + 1 : at;
  return text[quote] === '"' ? readQuoted(text, quote + 1, delimiter) : readUnquoted(text, from, delimiter);
}

function readUnquoted(text: string, from: number, delimiter: Delimiter): Field {
  let at = from;
  while (at < text.length && text[at] !== delimiter && text[at] !== '\n') {
    if (text[at] === '"') {
      return { value: '', place: { from, to: at, isQuoted: false }, at, shape: 'stray' };
    }
    at++;
  }
  let to = at;
  while (text[at] !== delimiter && to > from && text[to - 1] === '\r') {
    to--;
  }
  const place = { from, to, isQuoted: false };
  return { value: trimmed(text.slice(from, to), delimiter), place, at, shape: 'good' };
}

function readQuoted(text: string, from: number, delimiter: Delimiter): Field {
  const pieces: string[] = [];
  let at = from;
  for (; ; at++) {
    if (at >= text.length) {
      return { value: '', place: { from, to: at, isQuoted: true }, at, shape: 'open' };
    }
    if (text[at] === '"') {
      if (text[at + 1] !== '"') {
        break;
      }
      at++;
    }
    pieces.push(text[at] ?? '');
  }
  const place = { from, to: at, isQuoted: true };
  at++;
  while (isPadding(text[at], delimiter)) {
    at++;
  }
  const crsFrom = at;
  while (text[at] === '\r') {
    at++;
  }
  const isLineEnd = at >= text.length || text[at] === '\n';
  const isEnded = isLineEnd || (text[at] === delimiter && at === crsFrom);
  return { value: trimmed(pieces.join(''), delimiter), place, at, shape: isEnded ? 'good' : 'stray' };
}

/** The record that was read up to `at`: it ends at the next LF. */
function recordOf(
  text: string,
  start: number,
  at: number,
  fields: readonly Field[],
  shape: RawRecord['shape'],
): RawRecord {
  const lineEnd = text.indexOf('\n', at);
  const terminated = lineEnd !== -1;
  const end = terminated ? lineEnd + 1 : text.length;
  const whole = text.slice(start, end);
  return {
    shape,
    fields: fields.map(({ value }) => value),
    places: fields.map(({ place }) => place),
    content: withoutLineEnd(whole),
    bytes: bytesOf(whole),
    end,
    terminated,
    newlines: whole.split('\n').length - 1,
  };
}

const withoutLf = (line: string) => (line.endsWith('\n') ? line.slice(0, -1) : line);

/** An LF, and all CRs before it or before the end of the file, are the line end. */
export function withoutLineEnd(line: string): string {
  let content = withoutLf(line);
  while (content.endsWith('\r')) {
    content = content.slice(0, -1);
  }
  return content;
}

/** The bytes of a line, or of a record, that the limit is for. */
export function bytesOf(line: string): number {
  const content = withoutLf(line);
  return content.endsWith('\r') ? content.length - 1 : content.length;
}
