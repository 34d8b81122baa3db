import { type Delimiter, EQUALS, MARK_CODE, QUOTE } from '../dialect.ts';
import { isPadding, trimPadding } from '../values/padding.ts';

const QUOTE_MARK = String.fromCharCode(QUOTE);

/**
 * The fields of a record that the framer found well formed, without quotes and padding, and without the equals sign of
 * `="00123"`, by which spreadsheets are kept from taking a text for a number.
 *
 * @param record the whole record, without its line end
 */
export function splitFields(record: string, delimiter: Delimiter): string[] {
  const tabs = delimiter !== '\t';
  const fields: string[] = [];
  // A mark at the start of a record is what a file began with that others were put together with.
  let from = record.charCodeAt(0) === MARK_CODE ? 1 : 0;
  while (from <= record.length) {
    const start = openingOf(record, afterPadding(record, from, tabs));
    const isQuoted = record.charCodeAt(start) === QUOTE;
    const closing = isQuoted ? closingQuote(record, start) : start;
    const delimiterAt = record.indexOf(delimiter, closing);
    const end = delimiterAt === -1 ? record.length : delimiterAt;
    const value = isQuoted ? withoutDoubled(record.slice(start + 1, closing)) : record.slice(start, end);
    fields.push(trimPadding(value, tabs));
    from = end + 1;
  }
  return fields;
}

/** Where a field opens: at its quote, if there is an equals sign before that. */
const openingOf = (record: string, start: number): number =>
  record.charCodeAt(start) === EQUALS && record.charCodeAt(start + 1) === QUOTE ? start + 1 : start;

/** Index of the quote that closes the field opened at `opening`: the first that is not one of a pair. */
function closingQuote(record: string, opening: number): number {
  let at = record.indexOf(QUOTE_MARK, opening + 1);
  while (record.charCodeAt(at + 1) === QUOTE) {
    at = record.indexOf(QUOTE_MARK, at + 2);
  }
  return at;
}

/** A quote inside a quoted field is written twice. */
function withoutDoubled(value: string): string {
  return value.includes(QUOTE_MARK) ? value.replaceAll('""', QUOTE_MARK) : value;
}

function afterPadding(text: string, from: number, tabs: boolean): number {
  let at = from;
  while (isPadding(text.charCodeAt(at), tabs)) {
    at++;
  }
  return at;
}
