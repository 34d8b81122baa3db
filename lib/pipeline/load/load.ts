import type { IdRun } from '../../aggregation/partial/id-runs.ts';
import { IdTable } from '../../aggregation/partial/id-table.ts';
import { encodeIds, encodePartial } from '../../aggregation/partial/partial.ts';
import type { Database, Transaction } from '../../clients/postgres.ts';
import type { Config } from '../../config.ts';
import { RunClosedError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Features } from '../../model/feature-kinds.ts';
import { type StagedUsers, stageUsers } from '../../store/derivation/stage.ts';
import { replaceRejects } from '../../store/rejects/rejects.ts';
import { closePart, lockPart, type PartCounts } from '../../store/runs/parts.ts';
import { isStillRunning } from '../../store/runs/run-records.ts';
import { Findings } from '../findings/findings.ts';
import { usersToStage } from './entity/entity-to-stage.ts';
import { aggregateExperiments } from './events/aggregate-events.ts';
import { type InputPart, type OnProgress, recordsOf, refuseChanged } from './part-source.ts';
import { progressTeller } from './progress.ts';
import { readCompounds } from './reference-rows.ts';

export interface LoadDependencies {
  readonly database: Database;
  /** Another connection: what the one of the load writes nobody sees before its end. */
  readonly progressDatabase: Database;
  readonly logger: Logger;
  readonly config: Config;
  readonly features: Features;
}

export interface LoadInput {
  readonly runId: string;
  readonly part: number;
}

/** What loading a part came to, in records. */
export type LoadResult = LoadInput & PartCounts;

/**
 * Reads one part of one file. All it changes is in one transaction: a second call for the same part waits
 * for the first and then answers with what that one recorded; a call that comes after the run was closed
 * changes nothing.
 *
 * @throws InputError when the file changed since plan looked, or has a quote that is never closed
 * @throws RunClosedError when the run has ended, or has no such part
 */
export async function load({ runId, part }: LoadInput, dependencies: LoadDependencies): Promise<LoadResult> {
  return await dependencies.database.begin(async (transaction) => {
    const found = await lockedPart(transaction, runId, part);
    if (found.counts) {
      return { runId, part, ...found.counts };
    }
    return { runId, part, ...(await readInto(transaction, runId, found, [], dependencies)) };
  });
}

/**
 * Reads a part of the experiments once more, since it has experiments that an earlier part has, too: the first of them in
 * the file counts. What the part came to is replaced.
 *
 * @param taken the ids that an earlier part has
 * @throws as load does
 */
export async function reload(
  { runId, part }: LoadInput,
  taken: readonly IdRun[],
  dependencies: LoadDependencies,
): Promise<void> {
  await dependencies.database.begin(async (transaction) => {
    const found = await lockedPart(transaction, runId, part);
    await readInto(transaction, runId, found, taken, dependencies);
  });
}

async function lockedPart(transaction: Transaction, runId: string, part: number): Promise<InputPart> {
  const found = (await lockPart(transaction, runId, part)) as InputPart | undefined;
  if (!found) {
    throw new RunClosedError(`run ${runId} has no part ${part}`);
  }
  return found;
}

async function readInto(
  transaction: Transaction,
  runId: string,
  part: InputPart,
  taken: readonly IdRun[],
  dependencies: LoadDependencies,
): Promise<PartCounts> {
  const startedAt = new Date();
  await refuseChanged(part.identity);
  const onProgress = progressTeller(dependencies, { runId, part: part.part, startedAt });
  const findings = new Findings();
  const { read, partial } = await LOADERS[part.input](
    { transaction, runId, part, findings, taken, onProgress },
    dependencies,
  );
  await refuseChanged(part.identity);

  const { rejected, warnings } = findings;
  const counts = { read, loaded: read - rejected, rejected, warnings };
  const origin = { runId, part: part.part, input: part.input, finder: 'load' } as const;
  await replaceRejects(transaction, origin, findings.rows, findings.counts());
  await closePart(transaction, runId, part.part, startedAt, counts, partial);
  if (!(await isStillRunning(transaction, runId))) {
    throw new RunClosedError(`run ${runId} has ended already`);
  }
  return counts;
}

interface Loading {
  readonly transaction: Transaction;
  readonly runId: string;
  readonly part: InputPart;
  readonly findings: Findings;
  readonly taken: readonly IdRun[];
  readonly onProgress: OnProgress;
}

type Loader = (
  loading: Loading,
  dependencies: LoadDependencies,
) => Promise<{ read: number; partial: Buffer | null }>;

const loadUsers: Loader = async ({ transaction, runId, part, findings, onProgress }, { config }) => {
  const ids = new IdTable();
  const stage = (users: StagedUsers) => stageUsers(transaction, runId, part.part, users);
  const read = await usersToStage(part, findings, ids, config.ETL_MAX_RECORD_BYTES, stage, { onProgress });
  return { read, partial: encodeIds(ids) };
};

const loadExperiments: Loader = async ({ part, findings, taken, onProgress }, { config, features }) => {
  const options = { features, findings, taken, onProgress, maxRecordBytes: config.ETL_MAX_RECORD_BYTES };
  const { read, totals } = await aggregateExperiments(part, options);
  return { read, partial: encodePartial(features, totals) };
};

const loadCompounds: Loader = async ({ part, findings, onProgress }, { config }) => {
  const ids = new IdTable();
  const records = recordsOf(part, config.ETL_MAX_RECORD_BYTES, (bytes, read) =>
    onProgress({ bytes, read, rejected: findings.rejected }),
  );
  const read = await readCompounds(records, part.header, findings, ids);
  return { read, partial: encodeIds(ids) };
};

const LOADERS = { users: loadUsers, experiments: loadExperiments, compounds: loadCompounds } as const;
