import { type EventsCase, eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';

/** One row in so many of the case `bad` can't be used. */
export const BAD_EVERY = 100;

/** One row in so many of the case `bad-10` can't be used. */
export const BAD_10_EVERY = 10;

const WITHOUT = { PostgreSQL: 'a row that it cannot read ends COPY' };

/** Rows that can't be used here and there. */
export const bad = eventsCase('1 % of the rows bad', { rows: spoiled(BAD_EVERY), without: WITHOUT });

/** So many that every window of lines has some. */
export const bad10 = eventsCase('10 % of the rows bad', { rows: spoiled(BAD_10_EVERY), without: WITHOUT });

function spoiled(every: number): EventsCase['rows'] {
  return (users) => {
    const rows = numberedRows(users);
    return (row, random) => {
      const fields = rows(row, random);
      if (row % every === 0) {
        spoil(fields, row / every);
      }
      return fields;
    };
  };
}

/** One kind of defect after the other: no number, a negative one, a column too many. */
function spoil(fields: string[], turn: number): void {
  if (turn % 3 === 0) {
    fields[3] = 'x';
  } else if (turn % 3 === 1) {
    fields[1] = `-${fields[1]}`;
  } else {
    fields.push('9');
  }
}
