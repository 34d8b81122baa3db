import * as z from 'zod/mini';
import type { RequestDatabase } from '../lib/clients/request-database.ts';
import { csvReply, wantsCsv } from '../lib/http/csv-reply.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { counted, type HttpReply, type HttpRequest } from '../lib/http/message.ts';
import { cutPage, digits, linkTo, nextPage, positionOf } from '../lib/http/pages.ts';
import { parametersOf } from '../lib/http/parameters.ts';
import { readDatabase } from '../lib/providers/databases.ts';
import { rejectsQuery, runPath } from '../lib/schemas/parameters.ts';
import type { RejectPage } from '../lib/schemas/run.ts';
import { FILES } from '../lib/store/parts.ts';
import { listRejects } from '../lib/store/reject-rows.ts';
import { requireRun } from '../lib/views/run-detail.ts';

/** A page begins behind the row of that file, line and id. */
const position = z.tuple([z.enum(FILES), digits, digits]);

const CSV_COLUMNS = ['file', 'line', 'column', 'reason', 'severity', 'raw'] as const;
/** The column's name and the row itself come from the file. */
const CSV_TEXTS = new Set([2, 5]);

/** GET /runs/{runId}/rejects: rows that were rejected or warned of, by file and line, as JSON or CSV. */
export async function rejects(
  request: HttpRequest,
  { database }: { database: RequestDatabase },
): Promise<HttpReply> {
  const { runId } = parametersOf(runPath, request.params);
  const query = parametersOf(rejectsQuery, request.query);
  const path = `/runs/${encodeURIComponent(runId)}/rejects`;
  const [file, line, id] = positionOf(path, query, position) ?? [];
  const after = file && line && id ? { file, line, id } : undefined;
  await requireRun(runId, database);
  const found = await database.ask((sql) =>
    listRejects(sql, runId, query, { after, limit: query.limit + 1 }),
  );
  const { page, last } = cutPage(found, query.limit);
  const next = last ? nextPage(path, query, [last.file, String(last.line), String(last.id)]) : null;
  if (wantsCsv(request, query.format)) {
    const rows = page.map((reject) => CSV_COLUMNS.map((name) => reject[name]));
    return csvReply(`${runId}-rejects.csv`, CSV_COLUMNS, rows, CSV_TEXTS, linkTo(next));
  }
  const body: RejectPage = {
    message: counted(page.length, 'row'),
    rejects: page.map(({ id: _id, ...reject }) => reject),
    next,
  };
  return { status: 200, body, headers: { vary: 'accept', ...linkTo(next) } };
}

export const handler = endpoint(rejects, { database: readDatabase }, { query: 'read' });
