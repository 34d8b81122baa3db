import type { OracleColumn } from './declaration.ts';

/** Where the columns are, and what is wrong with them. */
export function columnsIn(names: readonly string[], wanted: readonly OracleColumn[]) {
  const defects: string[] = [];
  const columns: Record<string, number> = {};
  const doubtful: string[] = [];
  const spare = names.filter((name) => !wanted.some(({ header }) => header.includes(name)));
  for (const { name: column, header, optional } of wanted) {
    const places = names.flatMap((name, place) => (header.includes(name) ? [place] : []));
    const [place] = places;
    if (place !== undefined) {
      columns[column] = place;
    } else if (!optional) {
      defects.push(`missing_column:${column}`);
    } else if (header.some((name) => spare.some((other) => areAlike(name, other)))) {
      doubtful.push(column);
    }
    if (places.length > 1) {
      defects.push(`repeated_column:${column}`);
    }
  }
  return { columns, doubtful, defects };
}

/**
 * Whether one of two names may be a slip for the other: what production takes for one, and somewhat more. At most two of their
 * letters and digits differ at one place, with what is in brackets after a name, or without.
 */
function areAlike(one: string, other: string): boolean {
  return (
    areNear(lettersOf(one), lettersOf(other)) ||
    areNear(lettersOf(withoutBrackets(one)), lettersOf(withoutBrackets(other)))
  );
}

function areNear(a: string, b: string): boolean {
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) {
    same++;
  }
  let sameAtEnd = 0;
  while (sameAtEnd < Math.min(a.length, b.length) - same && a.at(-1 - sameAtEnd) === b.at(-1 - sameAtEnd)) {
    sameAtEnd++;
  }
  return Math.max(a.length, b.length) - same - sameAtEnd <= 2;
}

const withoutBrackets = (name: string): string => name.replace(/(?<=.)[([{].*$/su, '');

const lettersOf = (name: string): string => name.replaceAll(/[^\p{L}\p{N}]/gu, '');
