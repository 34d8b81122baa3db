import { visible } from '../../../../../lib/messages/visible.ts';

/** A row as it is shown, with the value that is wrong in the middle. */
export interface Marked {
  readonly before: string;
  readonly value: string;
  readonly after: string;
}

/** More than any row that the API tells has. */
const ALL = 1_000_000;
/** What may stand beside a value: a delimiter of columns or of a list, a quote, a line end, a space. */
const EDGE = /^[,;|\t"\n ]?$/;

/** A row out of a file as it is shown: its tabs and line ends stay, whatever else can't be seen is written as `<U+00A0>`. */
export function shownRow(raw: string): string {
  const pieces = raw.split(/(\t|\r?\n)/);
  return pieces.map((piece, index) => (index % 2 === 1 ? piece : visible(piece, ALL))).join('');
}

/**
 * Finds in a row the value that is wrong.
 *
 * @param row as shownRow makes it
 * @param seen the value as the API tells it: visible, and with `…` at its end when it is cut
 * @returns undefined when the value does not stand in the row, or more than once: then nobody knows which it is
 * @example markedIn('7,-5,1;2', '-5') // { before: '7,', value: '-5', after: ',1;2' }
 */
export function markedIn(row: string, seen: string | null): Marked | undefined {
  const isCut = seen?.endsWith('…') ?? false;
  const text = isCut ? (seen ?? '').slice(0, -1) : (seen ?? '');
  if (text === '') {
    return undefined;
  }
  // A quote inside quotes is written twice.
  for (const value of new Set([text, text.replaceAll('"', '""')])) {
    const [place, ...others] = placesOf(row, value, isCut);
    if (place !== undefined && others.length === 0) {
      return { before: row.slice(0, place), value, after: row.slice(place + value.length) };
    }
  }
  return undefined;
}

function placesOf(row: string, value: string, isCut: boolean): number[] {
  const places: number[] = [];
  for (let at = row.indexOf(value); at >= 0; at = row.indexOf(value, at + 1)) {
    const end = at + value.length;
    if (EDGE.test(row.charAt(at - 1)) && (isCut || EDGE.test(row.charAt(end)))) {
      places.push(at);
    }
  }
  return places;
}
