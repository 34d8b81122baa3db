import * as z from 'zod/mini';
import { model } from '../lib/chosen-model.ts';
import { endpoint } from '../lib/http/endpoint.ts';
import { counted } from '../lib/http/message.ts';
import { cutPage, linkTo, nextPage, positionOf } from '../lib/http/route/pages.ts';
import { defineRoute } from '../lib/http/route/route.ts';
import { DATABASE_ERRORS } from '../lib/http/route/route-errors.ts';
import { currentRuns } from '../lib/pipeline/runs/current-runs.ts';
import { requestAirflow } from '../lib/providers/airflow.ts';
import { readDatabase, writeDatabase } from '../lib/providers/databases.ts';
import { settings } from '../lib/providers/provider.ts';
import { runsQuery } from '../lib/schemas/parameters.ts';
import { runPage } from '../lib/schemas/run.ts';
import { digits } from '../lib/schemas/shapes.ts';
import { recordedRuns, recordedTotal } from '../lib/views/run-list.ts';
import { summaryOf } from '../lib/views/run-view.ts';

/** A page begins after the run of that number. */
const position = z.tuple([digits()]);

/** The recorded runs, newest first. */
export const route = defineRoute({
  path: '/runs',
  tag: 'Runs',
  methods: { GET: { summary: 'The recorded runs, newest first' } },
  query: runsQuery,
  answer: { description: 'A page of runs', json: runPage },
  errors: DATABASE_ERRORS,
  dependencies: {
    database: readDatabase,
    ownDatabase: writeDatabase,
    airflow: requestAirflow,
    model: () => model,
    config: settings,
  },
  async run({ path, query }, dependencies) {
    const { state, code, limit } = query;
    const [seq] = positionOf(path, query, position) ?? [];
    const before = seq === undefined ? undefined : BigInt(seq);
    const [found, total] = await Promise.all([
      recordedRuns({ before, state, code, limit: limit + 1 }, dependencies.database),
      recordedTotal({ state, code }, dependencies.database),
    ]);
    const { page, last } = cutPage(found, limit);
    const next = last ? nextPage(path, query, [String(last.seq)]) : null;
    const current = await currentRuns(page, dependencies);
    const runs = current.map((run) => summaryOf(run, dependencies.model));
    const location = dependencies.config.ETL_DATA_DIR;
    const body = { message: counted(page.length, 'run'), runs, next, total, location };
    return { status: 200, body, headers: linkTo(next) };
  },
});

export const handler = endpoint(route);
