import { createHash } from 'node:crypto';
import { AS_OF } from '../../../model/declaration/input-problems.ts';
import type { Model } from '../../../model/model.ts';
import { isLong, isShort } from '../row-order.ts';
import { derivationTable, quoted, sortableColumns, type Table, type TableColumn } from '../table-columns.ts';
import { foldedTexts, searchedTexts } from '../text-search.ts';

/** What the rows of an index depend on: the entity's own values, or what is derived as well. */
export type DependsOn = 'entity' | 'features';

/** An index of the table of the result, beside that of its key. */
export interface ModelIndex {
  /** Ours begin with `etl_by_` and end with a digest of the definition: another definition is another index. */
  readonly name: string;
  /** What comes after `ON table`. */
  readonly definition: string;
  readonly dependsOn: DependsOn;
}

/** Which indexes of a table are ours, as a regular expression. */
export const OUR_INDEXES = '^etl_by_.*_[0-9a-f]{12}$';

/** What stands in a definition for the schema of pg_trgm, which only the database knows. */
export const TRIGRAM_SCHEMA = '{schema of pg_trgm}';

/**
 * The indexes that the table of a model has once it is long: for each column that rows are sorted by, one by its value and the key,
 * and one for the search. None is over what a new as-of date changes in every row: such an update would then write to each index
 * (it is "HOT" only without), and take many times as long.
 */
export function modelIndexes(model: Model): { readonly sorted: ModelIndex[]; readonly search?: ModelIndex } {
  const table = derivationTable(model);
  const sorted = sortableColumns(table)
    .filter(({ name }) => name !== table.key && name !== AS_OF)
    .flatMap((column) => sortIndexes(column, table));
  const texts = searchedTexts(table.columns);
  const search = {
    about: 'texts',
    definition: `USING gin (${foldedTexts(table)} ${TRIGRAM_SCHEMA}.gin_trgm_ops)`,
    dependsOn: 'entity',
  } as const;
  const distinct = new Map(sorted.map((index) => [index.definition, index]));
  return {
    sorted: [...distinct.values()].map((index) => named(table, index)),
    ...(texts.length > 0 && { search: named(table, search) }),
  };
}

interface Unnamed extends Pick<ModelIndex, 'definition' | 'dependsOn'> {
  readonly about: string;
}

function sortIndexes({ name, type, derived, countedFrom }: TableColumn, table: Table): Unnamed[] {
  const key = quoted(table.key);
  if (countedFrom) {
    // An expression stands in brackets, a column need not: so that of a date is the index of that column.
    const day = countedFrom.day === quoted(countedFrom.name) ? countedFrom.day : `(${countedFrom.day})`;
    return [{ about: countedFrom.name, definition: `(${day}, ${key})`, dependsOn: 'entity' }];
  }
  const column = quoted(name);
  const own = { about: name, dependsOn: derived ? 'features' : 'entity' } as const;
  if (type !== 'text') {
    return [{ ...own, definition: `(${column}, ${key})` }];
  }
  return [
    { ...own, definition: `(${column}, ${key}) WHERE ${column} IS NULL OR ${isShort(column)}` },
    { ...own, definition: `(${key}) WHERE ${isLong(column)}` },
  ];
}

/** Bytes of a name in PostgreSQL, less what stands around the name of the column. */
const LONGEST_PART = 40;

function named({ sqlName }: Table, { about, definition, dependsOn }: Unnamed): ModelIndex {
  const digest = createHash('sha256').update(`${sqlName} ${definition}`).digest('hex').slice(0, 12);
  const part = about
    .toLowerCase()
    .replace(/[^a-z0-9_]/g, '_')
    .slice(0, LONGEST_PART);
  return { name: `etl_by_${part}_${digest}`, definition, dependsOn };
}
