import type { Column } from './columns.ts';
import { columnsOf } from './feature-columns.ts';
import { isOneId, type OneIdType } from './id-types.ts';
import type { Input } from './inputs.ts';
import { lookupColumns } from './lookups.ts';
import type { Model } from './model.ts';

/** A column that is read from a file, and whether the file must have it and every row a value in it. */
export interface ReadColumn extends Column {
  readonly required: boolean;
}

/**
 * The columns of an input that are read: of the entity all, since the table has them; of others the key, the owner, those
 * that reference another input and those that features need. One that no key, reference or feature needs is optional.
 */
export function readColumns(model: Model, input: Input): readonly ReadColumn[] {
  const needed = new Set(neededNames(model, input));
  const isRead = (column: Column) => input.kind === 'entity' || needed.has(column.name);
  return input.columns.filter(isRead).map((column) => ({
    ...column,
    required: needed.has(column.name) && !column.optional,
  }));
}

/** A column that is read and tells one row from another. */
export interface KeyColumn extends ReadColumn {
  readonly type: OneIdType;
}

/** The key of rows that are read by some columns: the first of them. @throws Error when that is no column of ids */
export function keyAmong([first]: readonly ReadColumn[]): KeyColumn {
  if (!first || !isKey(first)) {
    throw new Error('rows are read by their key first');
  }
  return first;
}

const isKey = (column: ReadColumn): column is KeyColumn => isOneId(column.type);

/** Of the entity or a reference: the key, then the columns that features look up by it. */
export function keyAndLookups(model: Model, input: Input): readonly ReadColumn[] {
  return [input.key, ...lookupColumns(model, input)].map((column) => ({
    ...column,
    required: !column.optional,
  }));
}

/**
 * Whether a feature reads a column of an input, such as one that is looked up. Of a reference without one, rows only say
 * which ids of events are known.
 */
export const isReadByFeatures = ({ features }: Pick<Model, 'features'>, { name }: Input): boolean =>
  features.some(([, feature]) => columnsOf(feature).some((column) => column.input === name));

function neededNames({ events, features }: Model, input: Input): string[] {
  const plan = events.find((candidate) => candidate.input.name === input.name);
  const ofFeatures = features
    .flatMap(([, feature]) => columnsOf(feature))
    .filter((column) => column.input === input.name);
  const ofEvents = plan ? [plan.input.of, ...plan.references] : [];
  return [input.key, ...ofFeatures, ...ofEvents].map(({ name }) => name);
}
