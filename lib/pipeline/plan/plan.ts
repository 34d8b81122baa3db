import type { AirflowClient } from '../../clients/airflow.ts';
import type { Database } from '../../clients/postgres.ts';
import type { Config } from '../../config.ts';
import { InputError, RunClosedError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Model } from '../../model/model.ts';
import { requestIdIn } from '../../request-id.ts';
import { syncDerivationTable } from '../../store/derivation/derivation-table.ts';
import { syncStage } from '../../store/derivation/stage/stage.ts';
import { insertParts, partsOf } from '../../store/runs/parts.ts';
import { beginRun, recordNotices, recordPlanned } from '../../store/runs/run-records.ts';
import { migrate } from '../../store/schema/migrate.ts';
import { claimDatabase } from '../../store/schema/model-of-database.ts';
import { refuseOldServer } from '../../store/schema/server-version.ts';
import { closeAbandonedRuns } from '../runs/abandoned-runs.ts';
import { refuseUsedId } from '../runs/same-run.ts';
import { asOfDate, futureDateProblem } from '../trigger/as-of.ts';
import { type RunConf, readRunConf } from '../trigger/run-conf.ts';
import { cutIntoParts } from './cut.ts';
import { inspectInputs } from './inspect.ts';
import { noticeList, noticesOf } from './notices.ts';

export interface PlanDependencies {
  readonly database: Database;
  readonly airflow: Pick<AirflowClient, 'findRun'>;
  readonly config: Config;
  readonly model: Model;
  readonly logger: Logger;
}

/** What Airflow knows of the DAG run: its id, when it was queued, and what it was triggered with. */
export interface PlanInput {
  readonly runId: string;
  /** Undefined when the step is invoked by hand without it: then it is the run that is recorded, or queued now. */
  readonly queuedAt?: Date | undefined;
  /** As people wrote it: readRunConf says what may be in it. */
  readonly conf: unknown;
}

/** One `load` has to be done for each part. */
export interface PlanResult {
  readonly runId: string;
  readonly parts: readonly { readonly runId: string; readonly part: number }[];
}

/**
 * Prepares a run: migrates the schema, where nobody has run scripts/bootstrap.ts for this release, closes runs that were left running, records this one, checks the
 * inputs and cuts them into parts. Done twice, it gives the same parts.
 *
 * @throws InputError naming all that is unusable at once: members of the conf, files and columns; a date that is ahead; or
 *   when another run is recorded under this id, which is left as it is; or when the database belongs to another model, or its server is too old
 * @throws RunClosedError when the run has ended already
 */
export async function plan(
  { runId, queuedAt: given, conf }: PlanInput,
  dependencies: PlanDependencies,
): Promise<PlanResult> {
  const { database, config, model, logger } = dependencies;
  await refuseOldServer(database);
  const applied = await migrate(database);
  if (applied.length > 0) {
    logger.info('schema migrated', { versions: applied });
  }
  await claimDatabase(database, model);
  await syncDerivationTable(database, model);
  await syncStage(database, model);
  await closeAbandonedRuns(runId, dependencies);

  const read = readConf(conf);
  const queuedAt = given ?? new Date();
  const asOf = read.conf.asOf ?? asOfDate(config, queuedAt);
  const run = await beginRun(database, {
    runId,
    queuedAt,
    location: config.ETL_DATA_DIR,
    asOf,
    acceptDeletes: read.conf.acceptDeletes ?? false,
    requestId: requestIdIn(conf),
  });
  refuseUsedId(run, given);
  if (run.state !== 'running') {
    throw new RunClosedError(`run ${runId} has already ${run.state}`);
  }

  if (read.error) {
    throw read.error;
  }
  const problem = futureDateProblem(asOf, read.conf, queuedAt);
  if (problem) {
    throw new InputError('FUTURE_DATE', problem, { summary: `the date ${asOf} is more than a day ahead` });
  }

  if ((await partsOf(database, runId)).length === 0) {
    const sources = await inspectInputs(config, model);
    const notices = noticeList(await noticesOf(config.ETL_DATA_DIR, sources, model));
    for (const notice of notices) {
      logger.warn('notice', { runId, notice });
    }
    await recordNotices(database, runId, notices);
    await insertParts(database, runId, cutIntoParts(sources, model, config.ETL_PART_BYTES));
    await recordPlanned(database, runId);
  }
  const parts = await partsOf(database, runId);
  // Airflow skips what is mapped over nothing, and what follows it, and calls the DAG run a success.
  if (parts.length === 0) {
    throw new Error(`run ${runId} has no parts`);
  }
  return { runId, parts: parts.map(({ part }) => ({ runId, part })) };
}

/** The conf, or what is wrong with it: thrown once the run is recorded, where the error is noted too. */
function readConf(conf: unknown): { readonly conf: RunConf; readonly error?: unknown } {
  try {
    return { conf: readRunConf(conf) };
  } catch (error) {
    return { conf: {}, error };
  }
}
