import type { Database } from '../../clients/postgres.ts';
import type { Severity } from './rejects.ts';

/** A row of etl.rejected_rows; together with input, source and line the id says where in the list it is. */
export interface ListedReject {
  readonly id: bigint;
  readonly input: string;
  /** The name of the source, in the location; null of a run of before that was recorded. */
  readonly source: string | null;
  readonly line: number;
  /** On which the row ends; null of a run of before that was recorded. */
  readonly lastLine: number | null;
  readonly column: string | null;
  readonly reason: string;
  readonly severity: Severity;
  /** As RejectedRow has it; null also of a run of before it was recorded. */
  readonly seen: string | null;
  readonly raw: string;
}

export interface RejectFilter {
  readonly input?: string | undefined;
  readonly reason?: string | undefined;
  readonly column?: string | undefined;
  readonly severity?: Severity | undefined;
}

/** Where a page begins: after that row. */
export interface RejectPosition {
  readonly input: string;
  readonly source: string;
  readonly line: string;
  readonly id: string;
}

/** A page: after which row it begins, and how many it has at most. */
export interface RejectPage {
  readonly after?: RejectPosition | undefined;
  readonly limit: number;
}

/** All rejected rows of a run by input, source and line, page after page. */
export async function* pagesOfRejects(
  database: Database,
  runId: string,
  filter: RejectFilter,
  limit: number,
): AsyncGenerator<ListedReject[], void, undefined> {
  let after: RejectPosition | undefined;
  do {
    const page: ListedReject[] = await listRejects(database, runId, filter, { after, limit });
    yield page;
    const last = page.length === limit ? page.at(-1) : undefined;
    after = last && {
      ...{ input: last.input, source: last.source ?? '' },
      ...{ line: String(last.line), id: String(last.id) },
    };
  } while (after);
}

/** Rejected rows of a run by input, source and line, after a position. */
export async function listRejects(
  database: Database,
  runId: string,
  filter: RejectFilter,
  { after, limit }: RejectPage,
): Promise<ListedReject[]> {
  const rowsAfter = after
    ? database`AND (input, source, line, id)
        > (${after.input}, ${after.source}, ${after.line}::bigint, ${after.id}::bigint)`
    : database``;
  return await database<ListedReject[]>`
    SELECT id, input, nullif(source, '') AS source, line::float8 AS line, last_line::float8 AS "lastLine",
      column_name AS column, reason, severity, seen, raw
    FROM etl.rejected_rows AS listed
    WHERE run_id = ${runId} ${rowsAfter} ${onlyThose(database, filter)}
    ORDER BY listed.input, listed.source, listed.line, listed.id LIMIT ${limit}`;
}

/** How many rows such a list has on all its pages: those that are listed, which are not all of a kind that has very many. */
export async function countListedRejects(
  database: Database,
  runId: string,
  filter: RejectFilter,
): Promise<number> {
  const [row] = await database<{ count: number }[]>`
    SELECT count(*)::float8 AS count FROM etl.rejected_rows
    WHERE run_id = ${runId} ${onlyThose(database, filter)}`;
  return row?.count ?? 0;
}

/** The condition of a filter, to come after another one. */
function onlyThose(database: Database, filter: RejectFilter) {
  const only = (column: string, value: string | undefined) =>
    value === undefined ? database`` : database`AND ${database(column)} = ${value}`;
  return database`${only('input', filter.input)} ${only('reason', filter.reason)}
    ${only('column_name', filter.column)} ${only('severity', filter.severity)}`;
}
