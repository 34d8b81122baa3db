import type { DerivedRow } from '../../store/derivation/feature-rows.ts';
import type { TableColumn } from '../../store/derivation/table-columns.ts';
import { type FeatureDependencies, publishedVersion } from '../../views/feature-rows.ts';
import type { ContentReply } from '../message.ts';
import { linkTo } from '../route/pages.ts';
import { entityTag } from './conditional.ts';
import { csvReply } from './csv-reply.ts';

/** The version of what is said about features, in one format. */
export async function featureVersion(
  dependencies: FeatureDependencies,
  asCsv = false,
): Promise<{ readonly tag: string; readonly runId: string | null }> {
  const { runId, version } = await publishedVersion(dependencies);
  return { runId, tag: entityTag(version, asCsv) };
}

/** Rows of users_derivation as CSV. */
export function featuresCsv(
  columns: readonly TableColumn[],
  rows: readonly DerivedRow[],
  next: string | null,
): ContentReply {
  const header = columns.map(({ name }) => name);
  const texts = new Set(columns.flatMap(({ type }, index) => (type === 'text' ? [index] : [])));
  const table = rows.map((row) => header.map((name) => row[name]));
  return csvReply('users_derivation.csv', header, table, texts, linkTo(next));
}
