import type { DefectReason } from '../../csv/records/entry.ts';
import type { Reason } from './reason.ts';

/** Why a record is rejected as a whole. */
const REJECT_TEXTS: Readonly<Record<DefectReason | 'unclosed_quote', string>> = {
  wrong_column_count: 'the row has more or fewer columns than the header',
  invalid_utf8: 'the row is not valid UTF-8',
  nul_byte: 'the row contains a NUL byte',
  stray_quote: 'the row has a quote inside an unquoted field, or text after a closing quote',
  unclosed_quote: 'the row has a quote that is not closed on its line, nor further down by a row that fits',
  record_too_long: 'the row is longer than ETL_MAX_RECORD_BYTES',
};

/** What is doubtful about a row that counts, or about one that is passed over. */
const WARNING_TEXTS = {
  repeated_header: 'the row is the header once more, as of files that were put together, and is passed over',
  long_value: 'the row has a quoted value of many lines, which may have swallowed rows',
  unended_line: 'the last line has no line end, so the file may have been cut off',
} as const;

/** The same of a value. */
const DATE_WARNING_TEXTS = {
  early_date: (column: string) => `${column} is before 1900, and counts as it is`,
  future_date: (column: string) => `${column} is after the day that is derived for, and counts as 0 days`,
} as const;

/** The reasons that a row of any model may have, whatever its columns are. */
export const ROW_REASONS: readonly Reason[] = [
  ...Object.entries(REJECT_TEXTS).map(
    ([reason, text]): Reason => ({ reason, severity: 'reject', text: () => text }),
  ),
  ...Object.entries(WARNING_TEXTS).map(
    ([reason, text]): Reason => ({ reason, severity: 'warning', text: () => text }),
  ),
  ...Object.entries(DATE_WARNING_TEXTS).map(
    ([reason, text]): Reason => ({ reason, severity: 'warning', text }),
  ),
];
