import { type Delimiter, MARK_CODE } from '../../../csv/dialect.ts';
import { trimPadding } from '../../../csv/values/padding.ts';

const QUOTE = '"';

/** A quote that opens a field, with what may stand before it: padding, which TAB is unless it parts the columns, and `=`. */
const OPENING = /[ \t]*=?"/y;
const OPENING_BETWEEN_TABS = / *=?"/y;

/**
 * The fields of a raw row, without quotes and padding, as far as they can be told: of one that is cut, or has quotes where none may
 * be, it is what one would read in it. It is for what people are told of a row; what counts was read by the careful path.
 */
export function rawFields(raw: string, delimiter: Delimiter): string[] {
  if (isPlain(raw)) {
    return raw.split(delimiter).map((field) => trimPadding(field, delimiter !== '\t'));
  }
  const fields: string[] = [];
  // A byte order mark is no part of the row.
  for (let from = raw.charCodeAt(0) === MARK_CODE ? 1 : 0; from <= raw.length; ) {
    const { value, end } = fieldAt(raw, from, delimiter);
    fields.push(trimPadding(value, delimiter !== '\t'));
    from = end + 1;
  }
  return fields;
}

/** One of these fields; undefined where there are not so many. Of most rows nothing else is looked at. */
export function rawField(raw: string, delimiter: Delimiter, position: number): string | undefined {
  if (!isPlain(raw)) {
    return rawFields(raw, delimiter)[position];
  }
  let from = 0;
  for (let before = position; before > 0; before--) {
    from = raw.indexOf(delimiter, from) + 1;
    if (from === 0) {
      return undefined;
    }
  }
  return trimPadding(raw.slice(from, endAt(raw.indexOf(delimiter, from), raw)), delimiter !== '\t');
}

/** How many of these fields there are. */
export function rawFieldCount(raw: string, delimiter: Delimiter): number {
  if (!isPlain(raw)) {
    return rawFields(raw, delimiter).length;
  }
  let count = 1;
  for (let at = raw.indexOf(delimiter); at !== -1; at = raw.indexOf(delimiter, at + 1)) {
    count++;
  }
  return count;
}

/** Whether a row has no quotes, and no byte order mark, which is no part of it. */
const isPlain = (raw: string): boolean => !raw.includes(QUOTE) && raw.charCodeAt(0) !== MARK_CODE;

/** The field that begins at `from`, and where the delimiter after it stands, or the end of the row. */
function fieldAt(raw: string, from: number, delimiter: Delimiter) {
  const opening = delimiter === '\t' ? OPENING_BETWEEN_TABS : OPENING;
  opening.lastIndex = from;
  if (!opening.test(raw)) {
    const end = endAt(raw.indexOf(delimiter, from), raw);
    return { value: raw.slice(from, end), end };
  }
  const start = opening.lastIndex;
  const closing = closingQuote(raw, start);
  const value = raw.slice(start, closing).replaceAll('""', QUOTE);
  return { value, end: endAt(raw.indexOf(delimiter, closing), raw) };
}

/** The first quote from `from` on that is not one of a pair; the end of the row where there is none. */
function closingQuote(raw: string, from: number): number {
  let at = raw.indexOf(QUOTE, from);
  while (at !== -1 && raw[at + 1] === QUOTE) {
    at = raw.indexOf(QUOTE, at + 2);
  }
  return endAt(at, raw);
}

const endAt = (index: number, raw: string): number => (index === -1 ? raw.length : index);
