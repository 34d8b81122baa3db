import {
  dateOf,
  decimalOf,
  type Id,
  idListOf,
  integerOf,
  isNullLike,
  textIdListOf,
  textIdOf,
  timestampOf,
} from '../../fuzz/oracle/values.ts';
import type { ReadColumn } from './columns.ts';

/** The ids of a list, each once, or why there are none. */
export function listOf({ type }: ReadColumn, text: string): readonly Id[] | string {
  const ids = type === 'textIdList' ? textIdListOf(text) : idListOf(text);
  return typeof ids === 'string' ? ids : [...new Set<Id>(ids)];
}

type Scalar = bigint | string | { readonly reason: string };

/** A value, or why there is none for which the row is rejected. */
export function scalarOf({ type, required, scale = 0 }: ReadColumn, text: string | undefined): Scalar | null {
  if (text === undefined || (text === '' && (!required || type === 'text'))) {
    return null;
  }
  const read = SCALARS[type] ?? ((field: string) => orReason(integerOf(field)));
  return read(text, scale);
}

const orReason = (read: bigint | string): Scalar => (typeof read === 'string' ? { reason: read } : read);

/** Of all types that are not read as whole numbers. */
const SCALARS: Partial<Readonly<Record<ReadColumn['type'], (text: string, scale: number) => Scalar>>> = {
  text: (text) => text,
  date(text) {
    const date = dateOf(text);
    return date === 'bad_date' ? { reason: date } : date;
  },
  timestamp(text) {
    const timestamp = timestampOf(text);
    return timestamp === 'bad_timestamp' ? { reason: timestamp } : timestamp;
  },
  decimal: (text, scale) => orReason(decimalOf(text, scale)),
  textId(text) {
    const read = textIdOf(text);
    return typeof read === 'string' ? { reason: read } : read.id;
  },
};

/** A date before this one is doubted. */
const EARLIEST = '1900-01-01';

/** Why a value is doubted that counts; undefined when it isn't. */
export function doubtOf(
  { type, nulls }: ReadColumn,
  value: unknown,
  areIdsDoubted: boolean,
): string | undefined {
  if (type === 'date' || type === 'timestamp') {
    return typeof value === 'string' && value < EARLIEST ? 'early_date' : undefined;
  }
  const isText = type === 'text' || (type === 'textId' && areIdsDoubted);
  return isText && !nulls && isNullLike(value) ? 'null_text' : undefined;
}
