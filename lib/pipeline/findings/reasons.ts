/** Why a row is rejected: it does not count, and is listed. */
export const REJECT_REASONS = [
  'wrong_column_count',
  'not_an_integer',
  'negative',
  'overflow',
  'bad_date',
  'duplicate_id',
  'unknown_user',
  'invalid_utf8',
  'nul_byte',
  'stray_quote',
  'record_too_long',
] as const;

/** Defects of values no feature needs: the row counts, the defect is counted and listed. */
export const WARNING_REASONS = ['bad_id_list', 'unknown_compound'] as const;

export type RejectReason = (typeof REJECT_REASONS)[number];
export type WarningReason = (typeof WARNING_REASONS)[number];
export type Reason = RejectReason | WarningReason;

const TEXTS: Record<Reason, (subject: string) => string> = {
  wrong_column_count: () => 'the row has more or fewer columns than the header',
  not_an_integer: (subject) => `${subject} is empty or not a whole number (digits only, or like 10.0)`,
  negative: (subject) => `${subject} is negative`,
  overflow: (subject) => `${subject} is greater than 9223372036854775807`,
  bad_date: (subject) => `${subject} is empty or not a real date (YYYY-MM-DD, or an ISO 8601 timestamp)`,
  duplicate_id: (subject) => `${subject} occurs earlier in the file; the first row with it counts`,
  unknown_user: (subject) => `${subject} names a user that is not in the users file`,
  invalid_utf8: () => 'the row is not valid UTF-8',
  nul_byte: () => 'the row contains a NUL byte',
  stray_quote: () => 'the row has a quote inside an unquoted field, or text behind a closing quote',
  record_too_long: () => 'the row is longer than ETL_MAX_RECORD_BYTES',
  bad_id_list: (subject) => `${subject} is not a list of whole numbers separated by semicolons`,
  unknown_compound: (subject) => `${subject} names a compound that is not in the compounds file`,
};

/**
 * What a reason means, as one clause without a full stop, e.g. `user_id is negative`. An empty value that must
 * be an integer or a date is `not_an_integer` or `bad_date`; the texts say so.
 * @param column the column concerned; `the value` when it is not given. Reasons that concern a whole row ignore it.
 */
export function describe(reason: Reason, column?: string): string {
  return TEXTS[reason](column ?? 'the value');
}
