import * as z from 'zod/mini';
import { endpoint } from '../lib/http/endpoint.ts';
import { counted, type HttpReply, type HttpRequest } from '../lib/http/message.ts';
import { cutPage, digits, linkTo, nextPage, positionOf } from '../lib/http/pages.ts';
import { parametersOf } from '../lib/http/parameters.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { readDatabase, writeDatabase } from '../lib/providers/databases.ts';
import { runsQuery } from '../lib/schemas/parameters.ts';
import type { RunPage } from '../lib/schemas/run.ts';
import { listRuns } from '../lib/store/run-history.ts';
import { currentRuns, type RunDetailDependencies } from '../lib/views/run-detail.ts';
import { summaryOf } from '../lib/views/run-view.ts';

/** A page begins behind the run of that number. */
const position = z.tuple([digits]);

/** GET /runs: the runs on record, the newest first. */
export async function runs(request: HttpRequest, dependencies: RunDetailDependencies): Promise<HttpReply> {
  const query = parametersOf(runsQuery, request.query);
  const [before] = positionOf('/runs', query, position) ?? [];
  const { state, limit } = query;
  const found = await dependencies.database.ask((database) =>
    listRuns(database, {
      before: before === undefined ? undefined : BigInt(before),
      state,
      limit: limit + 1,
    }),
  );
  const { page, last } = cutPage(found, limit);
  const next = last ? nextPage('/runs', query, [String(last.seq)]) : null;
  const body: RunPage = {
    message: counted(page.length, 'run'),
    runs: (await currentRuns(page, dependencies)).map(summaryOf),
    next,
  };
  return { status: 200, body, headers: linkTo(next) };
}

export const handler = endpoint(
  runs,
  {
    database: readDatabase,
    ownDatabase: writeDatabase,
    airflow: requestAirflow,
  },
  { query: 'read' },
);
