import { eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';
import { nameOf } from './names.ts';
import { WITH_A_TEXT } from './without.ts';

/** A name in each row, with characters beyond ASCII in every second one. */
export const utf8 = eventsCase('a name, beyond ASCII in every second row', {
  rows: (users) => {
    const numbers = numberedRows(users);
    return (row, random) => [...numbers(row, random), nameOf(row)];
  },
  text: { name: 'name', isDeclared: true },
  without: WITH_A_TEXT,
});
