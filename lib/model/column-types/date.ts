import { parseDate } from '../../csv/values/dates.ts';
import { calendarDate } from '../../csv/values/plain-values.ts';
import { type ColumnDeclaration, type ColumnOptions, declareColumn } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';

const BAD_DATE = new ValueDefect(
  'bad_date',
  'reject',
  (column) => `${column} is empty or not a real date (YYYY-MM-DD, or an ISO 8601 timestamp)`,
);

/** A calendar date, as YYYY-MM-DD. */
export const dateType: ColumnType<string> = {
  sqlType: 'date',
  inKernel: 'nothing',
  takesEmpty: false,
  defects: [BAD_DATE],
  parse(text) {
    const date = parseDate(text);
    return date === 'bad_date' ? BAD_DATE : date;
  },
  isPlain: calendarDate,
};

/** A column of calendar dates: what `daysSince` counts from. */
export const date = (options?: ColumnOptions): ColumnDeclaration<'date', never> =>
  declareColumn('date', options);
