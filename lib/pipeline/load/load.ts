import { batchesOf, NONE_TAKEN, type TakenIds } from '../../aggregation/ids/taken-ids.ts';
import type { ColumnChunk } from '../../aggregation/partial/column-chunks.ts';
import type { Database, Transaction } from '../../clients/postgres.ts';
import type { Config } from '../../config.ts';
import { RunClosedError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { literalOf } from '../../store/array-literal.ts';
import { type StagedRows, stageRows, unstageRows } from '../../store/derivation/stage.ts';
import { replaceRejects } from '../../store/rejects/rejects.ts';
import { storePartial } from '../../store/runs/partials.ts';
import { closePart, lockPart, type PartCounts } from '../../store/runs/parts.ts';
import { isStillRunning } from '../../store/runs/run-records.ts';
import { Findings } from '../findings/findings.ts';
import { encodeLoaded, type Loaded, layoutOf, readInto } from './loaders.ts';
import { progressTeller } from './progress.ts';
import { partialKey } from './reader-version.ts';
import { type InputPart, refuseChanged, type Slice } from './slice.ts';
import { encodeFindings } from './slice-findings.ts';

export interface LoadDependencies {
  readonly database: Database;
  /** Another connection: what the one of the load writes nobody sees before its end. */
  readonly progressDatabase: Database;
  readonly logger: Logger;
  readonly config: Config;
  readonly model: Model;
}

export interface LoadInput {
  readonly runId: string;
  readonly part: number;
}

/** Each statement looks at the whole stage, and takes as many bytes as the keys have. */
const UNSTAGED_AT_ONCE = 1_000_000;

/** What loading a part came to, in records. */
export type LoadResult = LoadInput & PartCounts;

/**
 * Reads one part of one input. All it changes is in one transaction: a second call for the same part waits
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
    return { runId, part, ...(await readPart(transaction, runId, found, NONE_TAKEN, dependencies)) };
  });
}

/**
 * Reads a part once more, since it has keys that an earlier part has, too: the first row of them counts. What that comes to
 * stands beside what the part alone came to, which stays; counts and findings of the part are replaced, and of the entity the
 * rows of those keys leave the stage.
 *
 * @param taken the keys that an earlier part has
 * @throws as load does
 */
export async function correct(
  { runId, part }: LoadInput,
  taken: TakenIds,
  dependencies: LoadDependencies,
): Promise<void> {
  await dependencies.database.begin(async (transaction) => {
    const found = await lockedPart(transaction, runId, part);
    await readPart(transaction, runId, found, taken, dependencies);
  });
}

async function lockedPart(transaction: Transaction, runId: string, part: number): Promise<InputPart> {
  const found = (await lockPart(transaction, runId, part)) as InputPart | undefined;
  if (!found) {
    throw new RunClosedError(`run ${runId} has no part ${part}`);
  }
  return found;
}

async function readPart(
  transaction: Transaction,
  runId: string,
  part: InputPart,
  taken: TakenIds,
  dependencies: LoadDependencies,
): Promise<PartCounts> {
  const { config, model } = dependencies;
  const input = inputNamed(model, part.input);
  const startedAt = new Date();
  const { slices } = part;
  if (slices.length === 0) {
    throw new RunClosedError(`run ${runId} was planned by an earlier release: start a new one`);
  }
  await refuseChanged(slices);
  const findings = new Findings();
  const isCorrection = !taken.isEmpty;
  const loading = {
    slices,
    findings,
    taken,
    maxRecordBytes: config.ETL_MAX_RECORD_BYTES,
    maxAggregateBytes: config.ETL_MAX_AGGREGATE_BYTES,
    onProgress: progressTeller(dependencies, { runId, part: part.part, startedAt }),
    // Of a correction they are there: only some of them have to go.
    stage: async (rows: StagedRows) => {
      if (!isCorrection) {
        await stageRows(transaction, model, { runId, part: part.part }, rows);
      }
    },
  };
  const loaded = await readInto(loading, input, model);
  await refuseChanged(slices);
  if (isCorrection && input.kind === 'entity') {
    for (const keys of batchesOf(taken, UNSTAGED_AT_ONCE)) {
      await unstageRows(transaction, model, { runId, part: part.part }, literalOf(keys));
    }
  }

  const { read: rows, lines } = loaded;
  const { rejected, warnings } = findings;
  const counts = { read: rows, loaded: rows - rejected, rejected, warnings };
  const origin = { runId, part: part.part, input: part.input, finder: 'load' } as const;
  await replaceRejects(transaction, origin, findings.rows, findings.counts());
  const key = partialKey(layoutOf(model, input));
  const partial = { runId, part: part.part, key, rows, lines };
  if (isCorrection) {
    const chunks = encodeLoaded(loaded, 'without ids');
    await storePartial(transaction, { ...partial, kind: 'correction' }, chunks);
  } else {
    const chunks = ofSlices(loaded, findings, slices);
    await storePartial(transaction, { ...partial, kind: 'slice' }, chunks);
  }
  await closePart(transaction, runId, part.part, startedAt, counts);
  if (!(await isStillRunning(transaction, runId))) {
    throw new RunClosedError(`run ${runId} has ended already`);
  }
  return counts;
}

/** All columns of a partial. */
function* ofSlices(loaded: Loaded, findings: Findings, slices: readonly Slice[]): Generator<ColumnChunk> {
  yield* encodeFindings(findings, slices);
  yield* encodeLoaded(loaded);
}
