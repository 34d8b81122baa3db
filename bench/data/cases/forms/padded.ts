import { eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';

const WITHOUT = {
  PostgreSQL: 'its list would not be one',
  'csv-parse': 'it does not take the padding away',
};

/** A space after each comma. */
export const paddedSpace = eventsCase('a space after each comma', {
  rows: numberedRows,
  line: (fields) => fields.join(', '),
  without: WITHOUT,
});

/** A tab after each comma, as the sample has it. */
export const paddedTab = eventsCase('a tab after each comma, as the sample has it', {
  rows: numberedRows,
  line: (fields) => fields.join(',\t'),
  without: WITHOUT,
});
