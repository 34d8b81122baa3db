import type { DefectReason } from '../../csv/records/entry.ts';
import type { Reason } from './reason.ts';

/** Why a record is rejected as a whole. */
const REJECT_TEXTS: Readonly<Record<DefectReason, string>> = {
  wrong_column_count: 'the row has more or fewer columns than the header',
  invalid_utf8: 'the row is not valid UTF-8',
  nul_byte: 'the row contains a NUL byte',
  stray_quote: 'the row has a quote inside an unquoted field, or text after a closing quote',
  unclosed_quote:
    'a quote opens a field and is never properly closed; the lines after it are read as if it were not there',
  record_too_long: 'the row is longer than ETL_MAX_RECORD_BYTES',
};

/** The reason of a line that has the header once more. */
export const REPEATED_HEADER = 'repeated_header';

/** The reasons of doubts about a row as a whole. */
export const LONG_VALUE = 'long_value';
export const UNENDED_LINE = 'unended_line';

/** The reason of a date that features count from, and that is still to come. */
export const FUTURE_DATE = 'future_date';

const WARNING_TEXTS: Readonly<Record<string, Reason['text']>> = {
  [REPEATED_HEADER]: () => 'the header is repeated here; the line is skipped',
  [LONG_VALUE]: () =>
    'the row has a value with more than 5 lines, or with lines that look like rows: if they are rows, a quote on the first line has joined them',
  [UNENDED_LINE]: () =>
    'the last row has no line end: if it is cut off, the file was not written or copied completely',
  [FUTURE_DATE]: (column) => `${column} is after the date of the run and counts as 0 days`,
};

/** The reasons that rows of any model may have, whatever its columns are. */
export const ROW_REASONS: readonly Reason[] = [
  ...Object.entries(REJECT_TEXTS).map(
    ([reason, text]): Reason => ({ reason, severity: 'reject', text: () => text }),
  ),
  ...Object.entries(WARNING_TEXTS).map(([reason, text]): Reason => ({ reason, severity: 'warning', text })),
];
