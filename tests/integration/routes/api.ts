import type * as z from 'zod/mini';
import { connectPostgres, type Database } from '../../../lib/clients/postgres.ts';
import { type RequestDatabase, requestDatabase } from '../../../lib/clients/request-database.ts';
import type { HttpReply, HttpRequest, JsonReply } from '../../../lib/http/message.ts';
import type { Answer } from '../../../lib/http/route/route.ts';
import { createLogger } from '../../../lib/logger.ts';
import type { Model } from '../../../lib/model/model.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { httpRequest } from '../../unit/support/http-request.ts';
import { InMemoryAirflow } from '../../unit/support/in-memory-airflow.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';

/** A workbench, and what the handlers of the reading routes get: the database as its reader, and Airflow. */
export type Api = Workbench & {
  readonly reading: {
    readonly database: RequestDatabase;
    readonly ownDatabase: RequestDatabase;
    readonly model: Model;
    readonly airflow: InMemoryAirflow;
    readonly config: Workbench['config'];
    readonly logger: ReturnType<typeof createLogger>;
    readonly budget: Budget;
  };
};

/** Makes one, of that model. Call `remove` in the end. */
export async function makeApi(model: Model = sampleModel): Promise<Api> {
  const bench = await makeWorkbench({ model });
  const connection = connectPostgres(bench.readerUrl, { statementTimeoutMs: 4_000 });
  const own = bench.dependencies();
  const inMemory = new InMemoryAirflow();
  inMemory.findRun = own.airflow.findRun;
  const budget = new Budget(60_000);
  const ofRequest = (database: Database) => requestDatabase(database, budget);
  const reading = {
    database: ofRequest(connection),
    ownDatabase: ofRequest(own.database),
    model,
    airflow: inMemory,
    config: bench.config,
    logger: createLogger({ level: 'silent' }),
    budget,
  };
  return {
    ...bench,
    reading,
    remove: async () => {
      await connection.end();
      await bench.remove();
    },
  };
}

/** A request with these parameters of its path and its query. */
export const asking = (
  params: HttpRequest['params'] = {},
  query: HttpRequest['query'] = {},
  headers: HttpRequest['headers'] = {},
): HttpRequest => httpRequest({ params, query, headers });

/** The body of a JSON reply, to look into. */
export function bodyOf(reply: HttpReply): Record<string, unknown> {
  return (reply as JsonReply).body;
}

/** The body of a reply, which is as the route declares it. */
export function answerOf<S extends z.ZodMiniType>(
  { answer }: { readonly answer: Answer<S> },
  reply: HttpReply,
): z.output<S> {
  if (!('json' in answer)) {
    throw new Error(`the route answers with ${answer.type}, not in JSON`);
  }
  return answer.json.parse(bodyOf(reply));
}

/** The query of the next page. */
export function nextQuery(reply: HttpReply): Record<string, string> {
  const next = String(bodyOf(reply)['next']);
  return Object.fromEntries(new URLSearchParams(next.slice(next.indexOf('?'))));
}
