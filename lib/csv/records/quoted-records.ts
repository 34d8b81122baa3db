import { CsvError, parse } from 'csv-parse/sync';
import { type Delimiter, LF, QUOTE, TAB } from '../dialect.ts';
import { isPadding, trimPadding } from '../values/padding.ts';
import type { Entry } from './entry.ts';
import { TextRecord } from './text-record.ts';

const FIRST_BYTES = 64 * 1024;

/**
 * Parses records with doubled quotes by csv-parse, many in one call, because a call costs far more than a record.
 * Takes only records the framer found well formed, and never trusts a result that does not agree with the framer:
 * one record must not take its neighbours with it.
 *
 * Padding round quoted fields is left out before csv-parse sees it: its own `trim` also drops other white space
 * (no-break spaces, lone CRs), which is data, and lets a second quoted field follow an empty one.
 */
export class QuotedRecords {
  readonly #delimiter: Delimiter;
  readonly #width: number;
  #scratch = Buffer.allocUnsafeSlow(FIRST_BYTES);
  #length = 0;
  /** Of each waiting record: its index in the entries, and where it starts in the scratch buffer. */
  readonly #indexes: number[] = [];
  readonly #starts: number[] = [];

  constructor(delimiter: Delimiter, width: number) {
    this.#delimiter = delimiter;
    this.#width = width;
  }

  /** Takes the record `bytes[start, end)`, without its line end, which stands in `entries[index]` without fields. */
  add(bytes: Buffer, start: number, end: number, padded: boolean, index: number): void {
    this.#reserve(this.#length + end - start + 1);
    this.#indexes.push(index);
    this.#starts.push(this.#length);
    this.#length = padded
      ? copyWithoutPadding(bytes, start, end, this.#delimiter.charCodeAt(0), this.#scratch, this.#length)
      : this.#length + bytes.copy(this.#scratch, this.#length, start, end);
    this.#scratch[this.#length++] = LF;
  }

  /** Gives the records taken since the last flush their fields. */
  flush(entries: Entry[]): void {
    const count = this.#indexes.length;
    if (count === 0) {
      return;
    }
    const rows = this.#parse(0, this.#length, count);
    for (let at = 0; at < count; at++) {
      settle(entries, this.#indexes[at] ?? 0, rows === undefined ? this.#parseAlone(at) : rows[at]);
    }
    this.#indexes.length = 0;
    this.#starts.length = 0;
    this.#length = 0;
  }

  #parseAlone(at: number): string[] | undefined {
    return this.#parse(this.#starts[at] ?? 0, this.#starts[at + 1] ?? this.#length, 1)?.[0];
  }

  /** The records in `scratch[from, to)`; undefined when they are not as many, or not as wide, as they must be. */
  #parse(from: number, to: number, count: number): string[][] | undefined {
    const rows = parseQuoted(this.#scratch.subarray(from, to), this.#delimiter);
    if (rows?.length !== count) {
      return undefined;
    }
    for (const row of rows) {
      if (row.length !== this.#width) {
        return undefined;
      }
    }
    return rows;
  }

  #reserve(size: number): void {
    if (size <= this.#scratch.length) {
      return;
    }
    const larger = Buffer.allocUnsafeSlow(Math.max(size, 2 * this.#scratch.length));
    larger.set(this.#scratch.subarray(0, this.#length));
    this.#scratch = larger;
  }
}

/** Completes the record at the index. One that csv-parse alone refuses is a defect: nobody can tell its fields. */
function settle(entries: Entry[], index: number, fields: string[] | undefined): void {
  const entry = entries[index];
  if (!(entry instanceof TextRecord)) {
    return;
  }
  if (fields === undefined) {
    const { line, offset, raw } = entry;
    entries[index] = { kind: 'defect', line, offset, reason: 'stray_quote', raw };
  } else {
    entry.fields = fields;
  }
}

/**
 * The fields of well-formed records, each ended by LF, with no padding outside quotes; that inside is dropped.
 * @returns undefined when csv-parse refuses them
 */
export function parseQuoted(bytes: Buffer, delimiter: Delimiter): string[][] | undefined {
  try {
    const rows: string[][] = parse(bytes, { delimiter, record_delimiter: '\n', relax_column_count: true });
    const tabs = delimiter !== '\t';
    for (const row of rows) {
      for (let column = 0; column < row.length; column++) {
        row[column] = trimPadding(row[column] ?? '', tabs);
      }
    }
    return rows;
  } catch (error) {
    if (error instanceof CsvError) {
      return undefined;
    }
    throw error;
  }
}

/**
 * Copies the well-formed record `bytes[start, end)` without the padding round its quoted fields.
 * @returns the index behind the copy
 */
export function copyWithoutPadding(
  bytes: Buffer,
  start: number,
  end: number,
  delimiter: number,
  target: Buffer,
  targetStart: number,
): number {
  const tabs = delimiter !== TAB;
  let out = targetStart;
  let at = start;
  for (;;) {
    const field = behindPadding(bytes, at, end, tabs);
    const quoted = field < end && bytes[field] === QUOTE;
    const closed = quoted ? closingQuote(bytes, field) + 1 : field;
    const next = nextDelimiter(bytes, closed, end, delimiter);
    out += bytes.copy(target, out, quoted ? field : at, quoted ? closed : next);
    if (next === end) {
      return out;
    }
    target[out++] = delimiter;
    at = next + 1;
  }
}

function behindPadding(bytes: Buffer, from: number, end: number, tabs: boolean): number {
  let at = from;
  while (at < end && isPadding(bytes[at] ?? 0, tabs)) {
    at++;
  }
  return at;
}

function nextDelimiter(bytes: Buffer, from: number, end: number, delimiter: number): number {
  let at = from;
  while (at < end && bytes[at] !== delimiter) {
    at++;
  }
  return at;
}

/** Index of the quote that closes the field opened at `opening`. */
function closingQuote(bytes: Buffer, opening: number): number {
  let at = bytes.indexOf(QUOTE, opening + 1);
  while (bytes[at + 1] === QUOTE) {
    at = bytes.indexOf(QUOTE, at + 2);
  }
  return at;
}
