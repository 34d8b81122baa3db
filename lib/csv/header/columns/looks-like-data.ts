import { parseDate } from '../../values/dates.ts';
import { parseInteger } from '../../values/integers.ts';

/** Whether a field of a header is rather a value: a whole number or a date. */
export function looksLikeData(field: string): boolean {
  return typeof parseInteger(field) === 'bigint' || parseDate(field) !== 'bad_date';
}
