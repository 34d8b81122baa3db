import * as z from 'zod/mini';

/**
 * A date of the calendar, YYYY-MM-DD, of the years 0001 to 9999: those that PostgreSQL can write that way, too. ISO 8601 has a
 * year 0000, PostgreSQL has none.
 */
export const calendarDate = (problem: string) =>
  z.iso.date(problem).check(z.refine((text) => !text.startsWith('0000'), problem));

/** A point in time, ISO 8601, of the same years in UTC, as a Date. */
export const calendarMoment = (problem: string) =>
  z.pipe(
    z.iso.datetime({ offset: true, error: problem }),
    z.pipe(
      z.transform((text: string) => new Date(text)),
      // An offset may lead beyond the years that four digits have.
      z
        .date(problem)
        .check(z.refine((date) => date.getUTCFullYear() >= 1 && date.getUTCFullYear() <= 9999, problem)),
    ),
  );
