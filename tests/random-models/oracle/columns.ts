import {
  type ColumnSpec,
  type FeatureSpec,
  type FilterSpec,
  type InputSpec,
  isList,
  type ModelSpec,
} from '../spec.ts';

/** A column that is read. */
export interface ReadColumn extends ColumnSpec {
  /** Whether a source must have it, and a row a value in it. */
  readonly required: boolean;
}

/** The columns of an input that are read, in the order in which a row is judged by them: of two defects the first is told. */
export interface JudgedColumns {
  /** The key first: one for which the row is rejected when its value is none. */
  readonly scalars: readonly ReadColumn[];
  /** Looked at when the row counts. */
  readonly lists: readonly ReadColumn[];
}

/**
 * What is read by docs/inputs.md: of the entity every column, of others the key, the owner, columns that name rows of a
 * reference, and what features need.
 */
export function judgedColumns(model: ModelSpec, input: InputSpec): JudgedColumns {
  const needed = neededColumns(model, input);
  const read = input.columns.filter(({ name }) => input.kind === 'entity' || needed.has(name));
  const order = [input.key, ...(input.of === undefined ? [] : [input.of]), ...integersFirst(model, input)];
  const placeOf = ({ name }: ColumnSpec) => (order.includes(name) ? order.indexOf(name) : order.length);
  const sorted = read.toSorted((one, other) => placeOf(one) - placeOf(other));
  const columns = sorted.map((column) => ({
    ...column,
    required: needed.has(column.name) && !column.optional,
  }));
  return {
    scalars: columns.filter((column) => !isList(column)),
    lists: columns.filter(isList),
  };
}

/** The columns that a key, a reference or a feature needs: they may be missing only where they are declared so. */
export function neededColumns({ features }: ModelSpec, input: InputSpec): ReadonlySet<string> {
  const referring = input.columns.filter(({ references }) => references !== undefined);
  return new Set([
    input.key,
    ...referring.map(({ name }) => name),
    ...features.filter((feature) => feature.input === input.name).flatMap(columnsOf),
    ...features.flatMap(({ looksUp }) => (looksUp?.input === input.name ? [looksUp.column] : [])),
  ]);
}

function columnsOf({ column, where }: FeatureSpec): string[] {
  return [...(column === undefined ? [] : [column]), ...(where ? filteredColumns(where) : [])];
}

function filteredColumns(filter: FilterSpec): string[] {
  if ('filters' in filter) {
    return filter.filters.flatMap(filteredColumns);
  }
  return 'filter' in filter ? filteredColumns(filter.filter) : [filter.column];
}

/** The order of the columns of integers: those that features are of without a filter, then the others, as features name them. */
function integersFirst({ features }: ModelSpec, { name, columns, kind }: InputSpec): string[] {
  if (kind !== 'events') {
    return [];
  }
  const own = features.filter(({ input }) => input === name);
  const named = [...own.filter(({ where }) => !where), ...own.filter(({ where }) => where)].flatMap(
    columnsOf,
  );
  const integers = columns
    .filter(({ type }) => type === 'integer' || type === 'decimal')
    .map((column) => column.name);
  return [...new Set(named.filter((column) => integers.includes(column)))];
}
