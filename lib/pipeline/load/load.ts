import { batchesOf, NONE_TAKEN, type TakenIds } from '../../aggregation/ids/taken-ids.ts';
import type { ColumnChunk } from '../../aggregation/partial/column-chunks.ts';
import type { Database, ReservedSession, Transaction } from '../../clients/postgres.ts';
import type { Config } from '../../config.ts';
import { RunClosedError } from '../../errors.ts';
import type { Logger } from '../../logger.ts';
import type { Id } from '../../model/id-types.ts';
import { inputNamed, type Model } from '../../model/model.ts';
import { literalOf } from '../../store/array-literal.ts';
import { type StagedRows, stageRows, unstageRows } from '../../store/derivation/stage.ts';
import { replaceRejects } from '../../store/rejects/rejects.ts';
import { holdingPart } from '../../store/runs/part-lock.ts';
import { storePartial } from '../../store/runs/partials.ts';
import {
  closePart,
  findPart,
  lockPart,
  type Part,
  type PartCounts,
  updateSlices,
} from '../../store/runs/parts.ts';
import { isStillRunning } from '../../store/runs/run-records.ts';
import { findRun } from '../../store/runs/runs.ts';
import { explainKinds } from '../findings/explain-kinds.ts';
import { Findings } from '../findings/findings.ts';
import { begun, ended, isPiece } from './cut/pieces.ts';
import { encodeLoaded, type Loaded, layoutOf, readInto } from './loaders.ts';
import { progressTeller } from './progress.ts';
import { partialKey } from './reader-version.ts';
import { bytesOf, type InputPart, refuseChanged, type Slice } from './slice.ts';
import { encodeFindings } from './slice-findings.ts';

export interface LoadDependencies {
  readonly database: Database;
  /** Another connection, for what is read in a transaction: what is written in that nobody sees before its end. */
  readonly progressDatabase: Database | Transaction;
  /** Whether the session with the part's lock is lost, where it is the one that tells progress. */
  readonly isLockLost?: (() => boolean) | undefined;
  readonly logger: Logger;
  readonly config: Config;
  readonly model: Model;
  /** As KernelOptions have it: for tests only. */
  readonly hashBits?: number | undefined;
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

/** Keys of which it is known that other parts have them, or may do so. */
export interface KnownKeys {
  /** The keys that an earlier part has: rows with them are rejected. */
  readonly taken: TakenIds;
  /** Hashes of keys of events that are texts, of which it is to be told whose row counts here. */
  readonly suspects?: Iterable<bigint>;
}

/**
 * Reads a part once more, since it has keys that an earlier part has, too: the first row of them counts. What that comes to
 * stands beside what the part alone came to, which stays; counts and findings of the part are replaced, and of the entity the
 * rows of those keys leave the stage.
 *
 * @returns of the suspects the keys whose row counts here
 * @throws as load does
 */
export async function correct(
  { runId, part }: LoadInput,
  known: KnownKeys,
  dependencies: LoadDependencies,
): Promise<readonly Id[]> {
  return await dependencies.database.begin(async (transaction) => {
    const found = await lockedPart(transaction, runId, part);
    const read = await readSlices(runId, found, known, dependencies);
    await record(transaction, runId, found, read, dependencies);
    return countedOf(read);
  });
}

/**
 * Reads a part anew, one that was read from a byte at which no record begins: all that it came to is replaced.
 *
 * @param slices those of the part, as they are to be read
 * @returns the slices once they are read
 * @throws as load does
 */
export async function reload(
  transaction: Transaction,
  runId: string,
  part: InputPart,
  slices: readonly Slice[],
  dependencies: LoadDependencies,
): Promise<readonly Slice[]> {
  const read = await readSlices(runId, { ...part, slices }, { taken: NONE_TAKEN }, dependencies);
  await record(transaction, runId, part, read, dependencies);
  return read.slices;
}

/** Reads a part of events once more, to tell which suspects count in it. The partial itself stays. @throws as load does */
export async function countedIn(
  { runId, part }: LoadInput,
  suspects: Iterable<bigint>,
  dependencies: LoadDependencies,
): Promise<readonly Id[]> {
  const found = await dependencies.database.begin((transaction) => lockedPart(transaction, runId, part));
  return countedOf(await readSlices(runId, found, { taken: NONE_TAKEN, suspects }, dependencies));
}

const countedOf = ({ loaded }: ReadSlices): readonly Id[] => ('counted' in loaded ? loaded.counted : []);

/** The part, which nobody else can change before the transaction ends. @throws RunClosedError when there is none */
export async function lockedPart(transaction: Transaction, runId: string, part: number): Promise<InputPart> {
  return existing(await lockPart(transaction, runId, part), { runId, part });
}

/** @throws RunClosedError when there is no such part */
function existing(found: Part | undefined, { runId, part }: LoadInput): InputPart {
  if (!found) {
    throw new RunClosedError(`run ${runId} has no part ${part}`);
  }
  // Its slices are the reader's own: plan put them there.
  return found as InputPart;
}

/** What reading the slices of a part came to. */
interface ReadSlices {
  /** As they were read: of pieces it is known by now where they begin and end. */
  readonly slices: readonly Slice[];
  readonly loaded: Loaded;
  readonly findings: Findings;
  readonly known: KnownKeys;
  readonly startedAt: Date;
}

/** @param stage takes rows of the entity; nobody does of a part that is read once more, whose rows are there */
async function readSlices(
  runId: string,
  { part, input, slices: planned }: InputPart,
  known: KnownKeys,
  dependencies: LoadDependencies,
  stage: (rows: StagedRows) => Promise<void> = () => Promise.resolve(),
): Promise<ReadSlices> {
  const { config, model } = dependencies;
  const startedAt = new Date();
  if (planned.length === 0) {
    throw new RunClosedError(`run ${runId} was planned by an earlier release: start a new run`);
  }
  await refuseChanged(planned);
  const maxRecordBytes = config.ETL_MAX_RECORD_BYTES;
  const slices: Slice[] = [];
  for (const slice of planned) {
    slices.push(await begun(slice, { maxRecordBytes, openBytes: bytesOf }));
  }
  const findings = new Findings();
  const loading = {
    slices,
    findings,
    ...known,
    hashBits: dependencies.hashBits,
    maxRecordBytes,
    maxAggregateBytes: config.ETL_MAX_AGGREGATE_BYTES,
    onProgress: progressTeller(dependencies, { runId, part, startedAt }),
    stage,
  };
  const loaded = await readInto(loading, inputNamed(model, input), model);
  await refuseChanged(slices);
  const read = 'ends' in loaded ? slices.map((slice) => ended(slice, loaded)) : slices;
  return { slices: read, loaded, findings, known, startedAt };
}

/** Stores what was read: as the partial of the slices, or as their correction. */
async function record(
  transaction: Transaction,
  runId: string,
  part: InputPart,
  { slices, loaded, findings, known: { taken }, startedAt }: ReadSlices,
  { model }: LoadDependencies,
): Promise<PartCounts> {
  const input = inputNamed(model, part.input);
  const isCorrection = !taken.isEmpty;
  if (isCorrection && input.kind === 'entity') {
    for (const keys of batchesOf(taken, UNSTAGED_AT_ONCE)) {
      await unstageRows(transaction, model, { runId, part: part.part }, literalOf(keys));
    }
  }
  const { read: rows, lines } = loaded;
  const { rejected, warnings } = findings;
  const counts = { read: rows, loaded: rows - rejected, rejected, warnings };
  const origin = { runId, part: part.part, input: part.input, finder: 'load' } as const;
  const kinds = explainKinds(findings, input, slices, model);
  if (slices.every(({ fromLine }) => fromLine !== undefined)) {
    await replaceRejects(transaction, origin, findings.rows, kinds);
  } else {
    // Lines of rows, which hints name as well, are told as soon as they are known (publish/place-pieces.ts).
    const withoutLines = kinds.map((kind) => ({ ...kind, hint: undefined }));
    await replaceRejects(transaction, origin, [], withoutLines);
  }
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
  if (slices.some(isPiece)) {
    await updateSlices(transaction, runId, part.part, slices);
  }
  if (!(await isStillRunning(transaction, runId))) {
    throw new RunClosedError(`run ${runId} has already ended`);
  }
  return counts;
}

/** All columns of a partial. */
function* ofSlices(loaded: Loaded, findings: Findings, slices: readonly Slice[]): Generator<ColumnChunk> {
  yield* encodeFindings(findings, slices);
  yield* encodeLoaded(loaded);
}
