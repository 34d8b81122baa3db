/** Of two, three and four bytes a character, and some with ASCII between them. */
const BEYOND_ASCII = [
  'Zoë Müller',
  'Łukasz Wójcik',
  'Søren Ångström',
  'Ελένη Παπά',
  'Ольга Иванова',
  '山田 太郎',
  'José Nuñez',
  '김민준',
  'Ada 🧪 Ray',
];
const ASCII = ['Ada Lovelace', 'Grace Hopper', 'Alan Turing', 'Mary Jackson', 'John Snow'];

/** The name in a row, numbered from 1: beyond ASCII in every second. */
export function nameOf(row: number): string {
  const names = row % 2 === 0 ? BEYOND_ASCII : ASCII;
  return `${names[(row >> 1) % names.length]} ${row % 10_000}`;
}
