import { rawFields } from '../seen/raw-fields.ts';
import type { Cause } from './cause.ts';

const QUOTES = ['stray_quote', 'unclosed_quote'];
const ALL = [...QUOTES, 'wrong_column_count', 'record_too_long'];

/** An escaped quote by a single one, and the one that ends what is quoted. */
const SINGLE_QUOTE_ESCAPES = /'"[^"]*'"/;

/** Causes of rows in which quotes and delimiters are escaped in a way that is none here, by what tools write. */
export const ESCAPE_CAUSES: readonly Cause[] = [
  {
    reasons: ALL,
    hint: ({ raw }) =>
      raw.includes('\\"')
        ? 'quotes inside a value are escaped with a backslash (\\"), as MySQL and Spark do: double them instead (MySQL: ESCAPED BY \'"\', Spark: escape ")'
        : undefined,
  },
  {
    reasons: QUOTES,
    hint: ({ raw }) =>
      SINGLE_QUOTE_ESCAPES.test(raw)
        ? 'quotes inside a value are escaped with a single quote (\'"), as pgAdmin usually does: export with " as Escape, so that they are doubled'
        : undefined,
  },
  {
    reasons: [...QUOTES, 'wrong_column_count'],
    hint: ({ raw, header }) =>
      raw.split(header.delimiter).includes('"N')
        ? "\"N is what MySQL writes where there is no value, with ESCAPED BY '\"': select IFNULL(column, '') for columns that may be empty"
        : undefined,
  },
  {
    reasons: ['wrong_column_count'],
    hint({ raw, header: { delimiter, width }, fields }) {
      const escaped = `\\${delimiter}`;
      const isMeant =
        fields.length > width && rawFields(raw.replaceAll(escaped, ''), delimiter).length === width;
      const shown = delimiter === '\t' ? 'a TAB' : `"${delimiter}"`;
      return isMeant && raw.includes(escaped)
        ? `${shown} inside a value is escaped with a backslash, as databases do when they write no quotes: export with quotes around texts (MySQL: ENCLOSED BY '"', Snowflake: FIELD_OPTIONALLY_ENCLOSED_BY = '"')`
        : undefined;
    },
  },
];
