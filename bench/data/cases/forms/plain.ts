import { eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';

/** Digits, commas and semicolons. */
export const plain = eventsCase('digits, nothing else', { rows: numberedRows, countsLists: true });
