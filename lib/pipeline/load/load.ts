import { NONE_TAKEN } from '../../aggregation/ids/taken-ids.ts';
import type { ReservedSession, Transaction } from '../../clients/postgres.ts';
import { RunClosedError } from '../../errors.ts';
import { inputNamed } from '../../model/model.ts';
import { type StagedRows, stageRows } from '../../store/derivation/stage/stage.ts';
import { holdingPart } from '../../store/runs/part-lock.ts';
import { findPart, type PartCounts } from '../../store/runs/parts.ts';
import { findRun } from '../../store/runs/runs.ts';
import { type LoadDependencies, type LoadInput, readSlices } from './read-part.ts';
import { existing, lockedPart, record } from './record-part.ts';
import type { InputPart } from './slice.ts';

/** What loading a part came to, in records. */
export type LoadResult = LoadInput & PartCounts;

/**
 * Reads one part of one input. All it changes but its progress is in one transaction: a second call for the same part waits
 * for the first and then answers with what that one recorded; a call that comes after the run was closed
 * changes nothing.
 *
 * @throws InputError when the file changed since plan looked, or has a quote that is never closed
 * @throws RunClosedError when the run has ended, or has no such part
 */
export async function load({ runId, part }: LoadInput, dependencies: LoadDependencies): Promise<LoadResult> {
  return await dependencies.database.reserve(async (session) => {
    const loadUnlessLoaded = async () => {
      const found = existing(await findPart(session.statements, runId, part), { runId, part });
      if (found.counts) {
        return found.counts;
      }
      await refuseEnded(session.statements, runId);
      const isStaged = inputNamed(dependencies.model, found.input).kind === 'entity';
      const loadPart = isStaged ? loadInTransaction : loadBeforeTransaction;
      return await loadPart(session, runId, found, dependencies);
    };
    return { runId, part, ...(await holdingPart(session, { runId, part }, loadUnlessLoaded)) };
  });
}

/** Loads a part that this session holds, and that is not loaded yet. */
type LoadPart = (
  session: ReservedSession,
  runId: string,
  part: InputPart,
  dependencies: LoadDependencies,
) => Promise<PartCounts>;

/** Rows of the entity are staged as they are read: in a transaction, so that a try that fails leaves none there. */
const loadInTransaction: LoadPart = async (session, runId, { part }, dependencies) =>
  await session.begin(async (transaction) => {
    const locked = await lockedPart(transaction, runId, part);
    if (locked.counts) {
      return locked.counts;
    }
    const { model } = dependencies;
    const stage = async (rows: StagedRows) => await stageRows(transaction, model, { runId, part }, rows);
    const read = await readSlices(runId, locked, { taken: NONE_TAKEN }, dependencies, stage);
    return await record(transaction, runId, locked, read, dependencies);
  });

/**
 * Of any other input nothing is written before all is read. So no transaction is open while it is read, and progress can be told
 * on the same session: one connection instead of two, for the many parts that are loaded at once.
 */
const loadBeforeTransaction: LoadPart = async (session, runId, part, dependencies) => {
  const progress = { progressDatabase: session.statements, isLockLost: () => session.isOver };
  const read = await readSlices(runId, part, { taken: NONE_TAKEN }, { ...dependencies, ...progress });
  return await session.begin(async (transaction) => {
    const locked = await lockedPart(transaction, runId, part.part);
    return locked.counts ?? (await record(transaction, runId, locked, read, dependencies));
  });
};

/** A run that was cancelled while Airflow could not be told is not read to its end. @throws RunClosedError */
async function refuseEnded(transaction: Transaction, runId: string): Promise<void> {
  const run = await findRun(transaction, runId);
  if (run?.state !== 'running') {
    throw new RunClosedError(`run ${runId} has already ended`);
  }
}
