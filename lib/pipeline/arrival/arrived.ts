import { type AirflowClient, asServiceError, type DagRun } from '../../clients/airflow.ts';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { REQUEST_ID_MEMBER } from '../../request-id.ts';
import type { Budget } from '../../time-limits/budget.ts';
import { ARRIVAL_MEMBER, type Arrival } from '../trigger/arrival.ts';
import { nextRunId, RUN_ID_PREFIX } from '../trigger/run-id.ts';
import { beforeStart, offered, startDagRun } from '../trigger/start-run.ts';
import { type Cover, coverOf } from './cover.ts';
import { manifestOf, objectUri } from './manifest.ts';
import type { ObjectEvent } from './object-event.ts';

/** How many of the newest runs are looked at. More than start within the time by which clocks may differ. */
const LOOKED_AT = 50;

/** How often a run is tried to be started, when somebody else is always faster. */
const ATTEMPTS = 3;

export interface ArrivedDependencies {
  readonly airflow: AirflowClient;
  readonly config: Pick<Config, 'ETL_DATA_DIR' | 'ETL_ARRIVAL_OBJECT'>;
  readonly logger: Logger;
  readonly budget: Budget;
  readonly now: () => Date;
}

/** What an event came to. */
export type ArrivedResult =
  | { readonly outcome: 'started'; readonly runId: string }
  | ({ readonly outcome: 'covered' } & Cover)
  | { readonly outcome: 'ignored'; readonly object: string; readonly expected: string | null };

/**
 * Sees to it that a run reads the files whose arrival an event tells: one that starts after they were written. It starts
 * one, unless there is one already, so events may come twice, late, at the same time and in any order. A run that is started
 * while another one is running waits in Airflow's queue (max_active_runs=1 of the DAG), where it is the one that covers
 * all that arrives until it starts; a DAG that is paused keeps it too.
 *
 * @throws ServiceError DAG_LOADING, DAG_IMPORT_ERROR, TRIGGER_UNCERTAIN, AIRFLOW_UNAVAILABLE: the event is to be delivered once more
 */
export async function arrived(event: ObjectEvent, dependencies: ArrivedDependencies): Promise<ArrivedResult> {
  const { bucket, object } = event.detail;
  const uri = objectUri(bucket.name, object.key);
  const expected = manifestOf(dependencies.config) ?? null;
  if (uri !== expected) {
    return { outcome: 'ignored', object: uri, expected };
  }
  const { sequencer, etag } = object;
  const arrival = { object: uri, sequencer, etag, time: event.time.toISOString() };
  try {
    return await coverOrStart(arrival, event.id, dependencies);
  } catch (error) {
    throw asServiceError(error);
  }
}

async function coverOrStart(
  arrival: Arrival,
  eventId: string,
  dependencies: ArrivedDependencies,
): Promise<ArrivedResult> {
  const { logger, now } = dependencies;
  let before: ReadonlySet<string> | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const asked = beforeStart(dependencies);
    // Asked for before the others: a run that is started in between is one of those, and gives its number.
    const earlier = await asked.newestRun(RUN_ID_PREFIX);
    const [found, runs] = await Promise.all([asked.dag(), asked.newestRuns(LOOKED_AT)]);
    const cover = coverOf(arrival, runs, before);
    if (cover) {
      return { outcome: 'covered', ...cover };
    }
    const dag = await offered(found, dependencies);
    if (dag.paused) {
      logger.warn('the DAG is paused in Airflow: the run stays queued until somebody unpauses it');
    }
    const newest = runs.find(isOurs) ?? earlier;
    const runId = freeRunId(newest, dag.parsedAt ?? now(), before);
    const conf = { [REQUEST_ID_MEMBER]: eventId, [ARRIVAL_MEMBER]: arrival };
    if (await startDagRun(runId, conf, dependencies)) {
      return { outcome: 'started', runId };
    }
    before ??= new Set(runs.map((run) => run.runId));
  }
  throw new Error(`Airflow gave no run id in ${ATTEMPTS} attempts: each was that of another run already`);
}

/**
 * The id to try. Where the usual one was refused, and no run was started since, it is that of some older run: then it goes on
 * past all used ids, as after a failed run.
 */
function freeRunId(
  newest: DagRun | undefined,
  parsedAt: Date,
  before: ReadonlySet<string> | undefined,
): string {
  const isTaken = newest !== undefined && before?.has(newest.runId) === true;
  return nextRunId(isTaken ? { ...newest, state: 'failed' } : newest, parsedAt);
}

const isOurs = ({ runId }: DagRun): boolean => runId.startsWith(RUN_ID_PREFIX);
