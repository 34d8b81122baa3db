import { type Delimiter, QUOTE } from '../dialect.ts';
import { isPadding, trimPadding } from '../values/padding.ts';

const QUOTE_MARK = String.fromCharCode(QUOTE);

/** The fields of a record without quotes, without their padding. */
export function splitFields(record: string, delimiter: Delimiter): string[] {
  const tabs = delimiter !== '\t';
  return record.split(delimiter).map((field) => trimPadding(field, tabs));
}

/**
 * The fields of a well-formed record with quotes, without quotes and padding: what csv-parse makes of it in a tenth
 * of the time.
 * @returns undefined when there is a doubled quote, which is left to csv-parse
 */
export function splitQuotedFields(record: string, delimiter: Delimiter): string[] | undefined {
  const tabs = delimiter !== '\t';
  const fields: string[] = [];
  let from = 0;
  while (from <= record.length) {
    const start = behindPadding(record, from, tabs);
    const quoted = record.charCodeAt(start) === QUOTE;
    const valueStart = quoted ? start + 1 : start;
    const closing = quoted ? record.indexOf(QUOTE_MARK, valueStart) : start;
    if (quoted && record.charCodeAt(closing + 1) === QUOTE) {
      return undefined;
    }
    const delimiterAt = record.indexOf(delimiter, quoted ? closing + 1 : start);
    const end = delimiterAt === -1 ? record.length : delimiterAt;
    fields.push(trimPadding(record.slice(valueStart, quoted ? closing : end), tabs));
    from = end + 1;
  }
  return fields;
}

function behindPadding(text: string, from: number, tabs: boolean): number {
  let at = from;
  while (isPadding(text.charCodeAt(at), tabs)) {
    at++;
  }
  return at;
}
