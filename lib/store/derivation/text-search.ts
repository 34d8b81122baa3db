import { isId } from '../../storable.ts';
import { keyTypeOf, quoted, type Table, type TableColumn } from './table-columns.ts';

/**
 * How texts are compared: `indexed` and `unaccented` pass over case and accents, the first by way of the index that a run may have
 * left (indexes/); `asIs` passes over case only, for a database without unaccent().
 */
export type Folding = 'indexed' | 'unaccented' | 'asIs';

/** The columns in which a text is searched for, the key among them if it is a text. */
export const searchedTexts = (columns: readonly TableColumn[]): readonly TableColumn[] =>
  columns.filter(({ type, derived }) => type === 'text' && !derived);

/** Folds a text, as `unaccented` below: what a build of indexes leaves (indexes/build-sql.ts). */
export const FOLDING_FUNCTION = 'etl.folded';

/**
 * The searched texts of a row, folded, as one expression: what the index is over, and what it is asked for must be the same. Texts of
 * ASCII, which unaccent() leaves as they are, need no call of a function. Compared byte by byte.
 */
export function foldedTexts({ columns }: Pick<Table, 'columns'>): string {
  const all = searchedTexts(columns)
    .map(({ name }) => `coalesce(${quoted(name)}, '')`)
    .join(` || E'\\n' || `);
  return (
    `(CASE WHEN octet_length(${all}) = length(${all}) THEN lower((${all}) COLLATE "default") ` +
    `ELSE ${FOLDING_FUNCTION}(${all}) END COLLATE "C")`
  );
}

/** Whether the index can find a text: it knows sequences of three letters and digits. */
export const isInTrigrams = (search: string): boolean => /[\p{L}\p{N}]{3}/u.test(search);

type Fold = (expression: string) => string;
const FOLDS: Readonly<Record<Folding, Fold>> = {
  indexed: (expression) => `unaccent(${expression})`,
  /** By the extension unaccent, which the bootstrap creates: é, ł and ß are e, l and ss, also where an accent is a character of its own. */
  unaccented: (expression) => `unaccent(${expression})`,
  asIs: (expression) => expression,
};

/**
 * The condition for rows with a text that contains what is searched for, or with a key of digits that is it. Neither case nor, by the
 * folding, accents matter. Of an accent alone nothing is left, which would be found in every text: it is found in none.
 * What is searched for is folded once, in a query of its own: beside the column it would be for each row.
 */
export function matching(
  search: string,
  table: Table,
  folding: Folding,
  parameter: (value: string) => string,
): string {
  const texts = searchedTexts(table.columns);
  const wanted = `${parameter(search)}::text`;
  // By the collation "C", which the key has, only the letters a to z have a lower and an upper case.
  const folded = (expression: string) => `lower(${FOLDS[folding](expression)} COLLATE "default")`;
  const contained = texts.map(
    ({ name }) => `strpos(${folded(quoted(name))}, (SELECT nullif(${folded(wanted)}, ''))) > 0`,
  );
  const inTexts =
    folding === 'indexed' && contained.length > 0
      ? [`(${maybeMatching(wanted, table)} AND (${contained.join(' OR ')}))`]
      : contained;
  const conditions = [
    ...inTexts,
    ...(keyTypeOf(table) === 'bigint' && isId(search)
      ? [`${quoted(table.key)} = ${parameter(search)}::bigint`]
      : []),
  ];
  return conditions.length > 0 ? `(${conditions.join(' OR ')})` : 'false';
}

/** What is true of all rows that match, and that the index finds. A constant to the planner, which then knows how many rows to expect. */
function maybeMatching(wanted: string, table: Table): string {
  const pattern = String.raw`regexp_replace(nullif(${FOLDING_FUNCTION}(${wanted}), ''), '([\\%_])', '\\\1', 'g')`;
  return `${foldedTexts(table)} LIKE ('%' || ${pattern} || '%') COLLATE "C"`;
}
