import { type EventsCase, eventsCase } from '../case.ts';
import { numberedRows } from '../rows.ts';
import { WITH_A_TEXT } from './without.ts';

/** A comma inside of each, so that none may go without quotes. */
const noteOf = (row: number) => `"batch ${row % 997}, plate ${row % 89}"`;

const rows: EventsCase['rows'] = (users) => {
  const numbers = numberedRows(users);
  return (row, random) => [...numbers(row, random), noteOf(row)];
};

/** Numbers as they are, and a text in quotes, as most tools write them. The model declares the text. */
export const quotedTexts = eventsCase('a text in quotes, with commas inside', {
  rows,
  text: { name: 'note', isDeclared: true },
  without: WITH_A_TEXT,
});

/** The same, where the model does not know the column. */
export const quotedTextsUndeclared = eventsCase('the same, and the model does not declare it', {
  rows,
  text: { name: 'note', isDeclared: false },
  without: WITH_A_TEXT,
});
