import { isCalendarDate } from '../../../csv/values/dates.ts';
import { visible } from '../../../messages/visible.ts';
import { type Cause, named, valueCause } from './cause.ts';

const REASONS = ['bad_date', 'bad_timestamp'];

const DAY_MS = 86_400_000;

/** Day 0 of spreadsheets; Excel's mistake about 1900 is before all days that are told from numbers here. */
const SPREADSHEET_EPOCH = Date.UTC(1899, 11, 30);

/** From 1954 to 2064. */
const FIRST_SERIAL = 20_000;
const LAST_SERIAL = 60_000;

const WANTED = 'export dates as YYYY-MM-DD';

const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

const isSerial = (value: string): boolean =>
  /^\d{5}(?:[.,]\d+)?$/.test(value) &&
  Number.parseInt(value, 10) >= FIRST_SERIAL &&
  Number.parseInt(value, 10) <= LAST_SERIAL;

const withHyphens = (value: string): string => `${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`;

const MONTHS = /\b(?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)\p{L}*\.?\b/iu;

/** Causes of dates that are none. */
export const DATE_CAUSES: readonly Cause[] = [
  valueCause(
    REASONS,
    isSerial,
    (value) =>
      `${named(value)} is likely ${dayOf(SPREADSHEET_EPOCH + Number.parseInt(value, 10) * DAY_MS)}, as Excel counts days: format the column as YYYY-MM-DD there, and export it again`,
  ),
  valueCause(
    REASONS,
    /^0000-00-00/,
    (value) =>
      `${named(value)} is what MySQL writes where there is no date: declare the column with nulls: ['${visible(value, 19)}'] and optional: true`,
  ),
  valueCause(
    REASONS,
    (value) => /^\d{8}$/.test(value) && isCalendarDate(withHyphens(value)),
    (value) => `${named(value)} is likely ${withHyphens(value)} without hyphens: ${WANTED}`,
  ),
  valueCause(
    REASONS,
    /^1\d{9}(?:\d{3})?(?:\.\d+)?$/,
    (value) =>
      `${named(value)} is likely a number of ${value.length > 12 ? 'milliseconds' : 'seconds'} since 1970 (${dayOf(Number(value.slice(0, 10)) * 1000)}): ${WANTED}`,
  ),
  valueCause(
    REASONS,
    /^\d{1,2}[./-]\d{1,2}[./-]\d{2}(?:\d{2})?(?!\d)/,
    (value) =>
      `${named(value)} has day, month and year in an unclear order (01/02/2023 may be January or February): ${WANTED}`,
  ),
  valueCause(
    REASONS,
    /^\d{4}[./]\d{1,2}[./]\d{1,2}/,
    (value) => `${named(value)} has other separators between year, month and day: ${WANTED}`,
  ),
  valueCause(
    REASONS,
    (value) => /^\d{4}-\d{2}-\d{2}/.test(value) && !isCalendarDate(value),
    (value) => `${named(value)} is not a date in the calendar: correct it at its source`,
  ),
  valueCause(REASONS, /^\d{4}-\d{1,2}-\d{1,2}(?!\d)/, (value) =>
    /^\d{4}-\d{2}-\d{2}/.test(value)
      ? `${named(value)} is a date followed by something that is not a time: ${WANTED}`
      : `${named(value)} has a month or day with one digit: ${WANTED}`,
  ),
  valueCause(REASONS, MONTHS, (value) => `${named(value)} has the month as a word: ${WANTED}`),
  valueCause(
    ['early_date'],
    /^00\d\d-/,
    (value) => `the year of ${named(value)} probably had two digits: correct it at its source`,
  ),
  valueCause(
    ['future_date'],
    /^9999-/,
    (value) =>
      `${named(value)} often means "no date": declare the column with nulls: ['${visible(value, 19)}'] and optional: true`,
  ),
];
