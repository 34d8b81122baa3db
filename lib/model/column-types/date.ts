import { parseDate } from '../../csv/values/dates.ts';
import { calendarDate, isSince1900 } from '../../csv/values/plain-values.ts';
import { type ColumnDeclaration, type ColumnOptions, declareColumn } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';

const BAD_DATE = new ValueDefect(
  'bad_date',
  'reject',
  (column) => `${column} is empty or not a real date (YYYY-MM-DD, or an ISO 8601 timestamp)`,
);

/** The doubt about a date that is so long ago that a digit is probably missing or mistyped. */
export const EARLY_DATE = new ValueDefect(
  'early_date',
  'warning',
  (column) => `${column} is before 1900 and is used as it is (is a digit of the year missing or mistyped?)`,
);

/** Whether a date, or a timestamp, is before 1900: both begin with a year of four digits. */
export const isEarly = (date: string): boolean => date < '1900';

/** A calendar date, as YYYY-MM-DD. */
export const dateType: ColumnType<string> = {
  sqlType: 'date',
  inKernel: 'nothing',
  isDated: true,
  takesEmpty: false,
  defects: [BAD_DATE],
  parse(text) {
    const date = parseDate(text);
    return date === 'bad_date' ? BAD_DATE : date;
  },
  isPlain: (bytes, from, to) => calendarDate(bytes, from, to) && isSince1900(bytes, from),
  doubts: [EARLY_DATE],
  doubtOf(text) {
    const date = parseDate(text);
    return date !== 'bad_date' && isEarly(date) ? EARLY_DATE : undefined;
  },
};

/** A column of calendar dates: what `daysSince` counts from. */
export const date = (options?: ColumnOptions): ColumnDeclaration<'date', never> =>
  declareColumn('date', options);
