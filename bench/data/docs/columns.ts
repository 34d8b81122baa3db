import type { Measured } from '../measure.ts';
import type { Report } from '../report.ts';
import { short } from './short.ts';
import type { Column } from './table.ts';

/** What a contender of a report has in a column of that heading; nothing where the report is without it. */
export function column(heading: string, name: RegExp, cell: (measured: Measured) => string): Column<Report> {
  return {
    heading,
    cell: ({ measured }) => {
      const found = measured.find((one) => name.test(one.name));
      return found ? cell(found) : '';
    },
  };
}

/** The median of its times. */
export const time = ({ ms }: Measured): string => `${ms} ms`;

/** Ours / this. */
export const ratio = (measured: Measured): string => figure(measured.ratio);

/** The peak of its resident set, in MB. */
export const peak = ({ rss }: Measured): string => (rss > 0 ? String(rss) : '');

/** Milliseconds of one of its steps. */
export const step =
  (name: string) =>
  ({ steps }: Measured): string =>
    String(steps?.[name] ?? '');

/** A ratio, in as many digits as it is worth. */
export const figure = (value: number): string => value.toFixed(value < 9.95 ? 2 : 0);

/** What comes after the subject in a title, and what is special about it. */
export const CASE: Column<Report> = {
  heading: 'case',
  cell: ({ title, about }) => {
    const name = `\`${title.slice(title.indexOf(', ') + 2)}\``;
    return about ? `${name}: ${about}` : name;
  },
};

/** How many there are. */
export const USERS: Column<Report> = { heading: 'users', cell: ({ users }) => short(users) };

/** Of the file, in MB. */
export const SIZE: Column<Report> = {
  heading: 'MB',
  cell: ({ bytes }) => String(Math.round(bytes / 1e6)),
};
