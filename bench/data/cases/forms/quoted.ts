import { eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';

/** Quotes around every field, as many tools write them. */
export const quoted = eventsCase('every field quoted', {
  rows: numberedRows,
  line: (fields) => `"${fields.join('","')}"`,
});
