import type { RequestDatabase } from '../clients/request-database.ts';
import type { Model } from '../model/model.ts';
import { fileStemOf } from '../schemas/deprecated-file.ts';
import {
  countListedRejects,
  type ListedReject,
  listRejects,
  type RejectFilter,
  type RejectPage,
} from '../store/rejects/reject-rows.ts';
import { inputsOfRun } from '../store/runs/run-history.ts';
import { requireRun } from './run-detail.ts';

interface RejectDependencies {
  readonly database: RequestDatabase;
  readonly model: Model;
}

/** A row as the API tells it, with the id that its place in the list is told by. */
export type RejectView = ListedReject & { readonly file: string };

/** The inputs that rows of a run may be of: those of the model, and those that there were when it began. */
export async function inputsOfRejects(
  runId: string,
  { database, model }: RejectDependencies,
): Promise<ReadonlySet<string>> {
  const recorded = await database.ask((sql) => inputsOfRun(sql, runId));
  return new Set([...model.inputs.map(({ name }) => name), ...recorded]);
}

/**
 * Rows of a run that were rejected or warned of, by input, source and line.
 *
 * @throws ServiceError RUN_NOT_FOUND, DatabaseUnavailableError
 */
export async function rejectedRows(
  runId: string,
  filter: RejectFilter,
  page: RejectPage,
  { database, model }: RejectDependencies,
): Promise<RejectView[]> {
  await requireRun(runId, database);
  const rows = await database.ask((sql) => listRejects(sql, runId, filter, page));
  return rows.map((row) => ({ ...row, file: fileStemOf(model.inputs, row.input) }));
}

/** How many rows such a list has on all its pages. @throws DatabaseUnavailableError */
export async function rejectedTotal(
  runId: string,
  filter: RejectFilter,
  { database }: Pick<RejectDependencies, 'database'>,
): Promise<number> {
  return await database.ask((sql) => countListedRejects(sql, runId, filter));
}
