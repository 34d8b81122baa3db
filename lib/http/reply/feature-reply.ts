import type { Model } from '../../model/model.ts';
import { SQL_TYPES } from '../../model/sql-types.ts';
import type { DerivedRow } from '../../store/derivation/queries/feature-rows.ts';
import type { TableColumn } from '../../store/derivation/table-columns.ts';
import { type FeatureDependencies, publishedVersion } from '../../views/feature-rows.ts';
import type { ContentReply } from '../message.ts';
import { linkTo } from '../route/pages.ts';
import { entityTag } from './conditional.ts';
import { csvReply, type ListForm } from './csv-reply.ts';

/**
 * The version of what is said about features: the run that published them, and how many rows it did.
 *
 * @param form tells answers of other members or another format apart: what a client keeps is not taken for another one
 */
export async function featureVersion(
  dependencies: FeatureDependencies,
  form: ListForm | 'distributions' = 'json',
): Promise<{ readonly tag: string; readonly runId: string | null; readonly rows: number | null }> {
  const { runId, version, rows } = await publishedVersion(dependencies);
  return { runId, rows, tag: entityTag(version, form) };
}

/** Rows of the table of the result as CSV. */
export function featuresCsv(
  { table: name }: Pick<Model, 'table'>,
  columns: readonly TableColumn[],
  rows: readonly DerivedRow[],
  next: string | null,
): ContentReply {
  const header = columns.map(({ name }) => name);
  const texts = new Set(columns.flatMap((column, index) => (isOfTexts(column) ? [index] : [])));
  const table = rows.map((row) =>
    columns.map(({ name, type }) => {
      const value = row[name] ?? null;
      return value === null ? null : SQL_TYPES[type].csv(value);
    }),
  );
  return csvReply(`${name}.csv`, header, table, texts, linkTo(next));
}

/** Whether the values of a column, or what its lists are made of, are other people's texts. */
const isOfTexts = ({ type, listOf }: TableColumn): boolean => SQL_TYPES[type].isText || listOf === 'texts';
