import { eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';

/** The file `plain` in an archive. */
export const gzip = eventsCase('plain, in a gzip archive', {
  rows: numberedRows,
  isCompressed: true,
  without: {
    'ours, one thread': 'an archive is never read by two',
    PostgreSQL: 'COPY reads no archive',
    'csv-parse': 'it reads no archive',
  },
});
