import type { Transaction } from '../../clients/postgres.ts';
import { RunClosedError } from '../../errors.ts';
import type { Input } from '../../model/inputs.ts';
import { lookedUpColumns } from '../../model/lookups.ts';
import { literalOf } from '../../store/array-literal.ts';
import type { Copying } from '../../store/derivation/copy-rows.ts';
import {
  closeAsSucceeded,
  laterPublishedRun,
  lockPublishing,
  publishedBefore,
  replaceDerivation,
} from '../../store/derivation/publish.ts';
import { clearStages, type Staged, staged } from '../../store/derivation/stage.ts';
import { replaceRejects } from '../../store/rejects/rejects.ts';
import { partsOf } from '../../store/runs/parts.ts';
import { linesOfRun, rejectKinds } from '../../store/runs/run-history.ts';
import {
  keepNewestRuns,
  recordNotices,
  recordPublishing,
  recordReadCounts,
} from '../../store/runs/run-records.ts';
import { findRun, type Run, type RunCounts } from '../../store/runs/runs.ts';
import { explainKinds } from '../findings/explain-kinds.ts';
import { Findings } from '../findings/findings.ts';
import { DUPLICATE_ID } from '../findings/reasons.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import type { InputPart } from '../load/slice.ts';
import { refuseUsedId } from '../runs/same-run.ts';
import { crossCheck, type MergedEvents } from './cross-check/cross-check.ts';
import { FutureDates } from './cross-check/future-dates.ts';
import { divideTotals } from './divide-totals.ts';
import { type InputCounts, judgeDeletions, judgeInputs, refuse, rejectNotices } from './gates/gates.ts';
import { buildIndexes, clearIndexes, type IndexDependencies, rebuildIndexes } from './indexes.ts';
import { type MergedKeys, mergeEvents, mergeKeys } from './merge-partials.ts';
import { placePieces } from './place-pieces.ts';
import { publishedTotals } from './published-totals.ts';
import { idArray } from './totals-arrays.ts';

/** As for loading: publish may have to load a part once more. */
export type PublishDependencies = LoadDependencies &
  Pick<IndexDependencies, 'indexedFrom'> &
  Pick<Copying, 'copiedFrom' | 'chunksAtOnce'>;

export interface PublishInput {
  readonly runId: string;
  /** Undefined when the step is invoked by hand without it. */
  readonly queuedAt?: Date | undefined;
}

export type PublishResult = { readonly runId: string } & { readonly [K in keyof RunCounts]: number | null };

/**
 * Merges what the parts add up to into the table of the result, in one transaction, if all gates are passed. Done
 * again, or twice at once, it answers with what the first call recorded.
 *
 * @throws InputError GATE when the result must not replace the table, RUN_ID_USED when another run is recorded under this
 *   id; the table is as it was
 * @throws RunClosedError when the run has failed, or a later run has published already
 */
export async function publish(
  { runId, queuedAt }: PublishInput,
  dependencies: PublishDependencies,
): Promise<PublishResult> {
  const { database, config } = dependencies;
  const run = await findRun(database, runId);
  if (!run) {
    throw new RunClosedError(`run ${runId} is not recorded`);
  }
  refuseUsedId(run, queuedAt);
  if (run.state === 'failed') {
    throw new RunClosedError(`run ${runId} has already failed`);
  }
  const published = run.state === 'succeeded' ? run : await publishOrFollow(run, dependencies);
  // Also when an earlier call published: it may not have come so far.
  await clearStages(database, runId);
  await keepNewestRuns(database, config.ETL_KEEP_RUNS);
  await buildIndexes(published, dependencies);
  return { runId, ...published.counts };
}

/**
 * Of two calls at once the slower one finds its ground gone, and answers with what the other recorded. So does one whose run
 * was cancelled meanwhile: what it was about to read is cleared, which is no error of its own.
 */
async function publishOrFollow(run: Run, dependencies: PublishDependencies): Promise<Run> {
  try {
    return await publishRunning(run, dependencies);
  } catch (error) {
    await rebuildIndexes(run.runId, dependencies);
    const now = await findRun(dependencies.database, run.runId);
    if (now?.state === 'succeeded') {
      return now;
    }
    throw now?.state === 'failed' ? new RunClosedError(`run ${run.runId} has already failed`) : error;
  }
}

async function publishRunning(run: Run, dependencies: PublishDependencies): Promise<Run> {
  const { database, config, model } = dependencies;
  const planned = (await partsOf(database, run.runId)) as InputPart[];
  const pending = planned.filter(({ state }) => state === 'pending');
  if (planned.length === 0 || pending.length > 0) {
    throw new Error(`${pending.length} of ${planned.length} parts of run ${run.runId} are not loaded yet`);
  }

  await recordPublishing(database, run.runId);
  const readAgain = await placePieces(run.runId, planned, dependencies);
  if (readAgain > 0) {
    dependencies.logger.warn('parts were read again', { runId: run.runId, parts: readAgain });
  }
  const countOf = ({ name }: Input) => planned.filter(({ input }) => input === name).length;
  const rows = new Map<string, MergedKeys>();
  for (const input of [model.entity, ...model.references]) {
    rows.set(input.name, await mergeKeys(run.runId, input, countOf(input), dependencies));
  }
  const keysOf = (input: string) => rowsAmong(rows, input).keys;
  const events: MergedEvents[] = [];
  for (const plan of model.events) {
    const totals = await mergeEvents(run.runId, plan, countOf(plan.input), dependencies);
    events.push({ plan, totals, divided: divideTotals(plan, totals, keysOf(model.entity.name)) });
  }
  const parts = (await partsOf(database, run.runId)) as InputPart[];
  const found = new Map<string, Awaited<ReturnType<typeof crossCheck>>>();
  for (const merged of events) {
    found.set(merged.plan.input.name, await crossCheck(run.runId, parts, merged, keysOf, dependencies));
  }

  const kinds = await rejectKinds(database, run.runId);
  const lines = new Map((await linesOfRun(database, run.runId)).map((own) => [own.input, own]));
  const inputs = model.inputs.map((input): InputCounts => {
    const counts = inputCounts(input, parts, found.get(input.name)?.rejected ?? 0);
    const { read: all = 0, further = 0 } = lines.get(input.name) ?? {};
    return {
      ...counts,
      lines: { read: all, rejected: counts.rejected + further },
      kinds: kinds.filter((kind) => kind.input === input.name),
    };
  });
  const read = total(inputs.map((input) => input.read));
  const rejected = total(inputs.map((input) => input.rejected));
  const warnings =
    total([...found.values()].map((findings) => findings.warnings)) +
    (await noteFutureDates(run, parts, rowsAmong(rows, model.entity.name), kinds, dependencies)) +
    total(parts.map(({ counts }) => counts?.warnings ?? 0));
  const records = { read, loaded: read - rejected, rejected, warnings };
  await recordReadCounts(database, run.runId, records);

  const limits = { maxRejectRatio: config.ETL_MAX_REJECT_RATIO };
  await addNotices(run, rejectNotices(model, inputs, limits), dependencies);
  const overflows = events.flatMap(({ divided }) => divided.overflows);
  refuse(judgeInputs(model, inputs, overflows, limits));
  return await replaceTable(run, parts, { events, rows }, records, dependencies);
}

/** Adds to what plan has noticed. Done again, it adds nothing. */
async function addNotices(
  run: Run,
  notices: readonly string[],
  { database, logger }: PublishDependencies,
): Promise<void> {
  const added = notices.filter((notice) => !run.notices.includes(notice));
  for (const notice of added) {
    logger.warn('notice', { runId: run.runId, notice });
  }
  if (added.length > 0) {
    await recordNotices(database, run.runId, [...run.notices, ...added]);
  }
}

/** Records the dates that are after the as-of date. Returns how many there are. */
async function noteFutureDates(
  { runId, asOf }: Run,
  parts: readonly InputPart[],
  { latest }: MergedKeys,
  kinds: Awaited<ReturnType<typeof rejectKinds>>,
  { database, model, config }: PublishDependencies,
): Promise<number> {
  const hasRepeats = kinds.some(
    ({ input, reason }) => input === model.entity.name && reason === DUPLICATE_ID,
  );
  const limits = { maxRecordBytes: config.ETL_MAX_RECORD_BYTES };
  const dates = new FutureDates(model, { latest, asOf, hasRepeats, ...limits });
  let warnings = 0;
  for (const { part, input, slices } of parts) {
    if (input === model.entity.name && dates.areThere) {
      const findings = new Findings();
      await dates.note(slices, findings);
      await database.begin(async (transaction) => {
        const origin = { runId, part, input, finder: 'publish' } as const;
        const kinds = explainKinds(findings, model.entity, slices, model);
        await replaceRejects(transaction, origin, findings.rows, kinds);
      });
      warnings += findings.warnings;
    }
  }
  return warnings;
}

/** The one transaction that readers see. */
async function replaceTable(
  run: Run,
  parts: readonly InputPart[],
  {
    events,
    rows,
  }: { readonly events: readonly MergedEvents[]; readonly rows: ReadonlyMap<string, MergedKeys> },
  records: Pick<RunCounts, 'read' | 'loaded' | 'rejected' | 'warnings'>,
  dependencies: PublishDependencies,
): Promise<Run> {
  const { database, config, model } = dependencies;
  const { runId, asOf, acceptDeletes } = run;
  const totals = publishedTotals(
    events,
    lookedUpColumns(model).map((column) => lookupArrays(rowsAmong(rows, column.input), column.name)),
  );
  await clearIndexes(runId, parts, dependencies);
  return await database.begin(async (transaction) => {
    await lockPublishing(transaction);
    const now = await findRun(transaction, runId);
    if (now?.state === 'succeeded') {
      return now;
    }
    if (now?.state !== 'running') {
      throw new RunClosedError(`run ${runId} has already failed`);
    }
    const later = await laterPublishedRun(transaction, runId);
    if (later) {
      throw new RunClosedError(`a later run, ${later}, has already published`);
    }

    const before = await publishedBefore(transaction);
    const own = await completeStage(runId, model.entity, parts, transaction);
    const replacing = { runId, asOf, staged: own };
    const merged = await replaceDerivation(transaction, model, replacing, totals, dependencies);
    const limits = { maxDeleteRatio: config.ETL_MAX_DELETE_RATIO, acceptDeletes };
    refuse(judgeDeletions(model, { location: run.location, deleted: merged.deleted }, before, limits));

    const counts = { ...records, ...merged };
    if (!(await closeAsSucceeded(transaction, runId, counts))) {
      throw new RunClosedError(`run ${runId} was closed while it was published`);
    }
    return { ...now, state: 'succeeded', counts };
  });
}

/** @throws Error when there is no such input, which the model would not have let through */
function rowsAmong(rows: ReadonlyMap<string, MergedKeys>, input: string): MergedKeys {
  const own = rows.get(input);
  if (!own) {
    throw new Error(`no keys of the input ${input} were read`);
  }
  return own;
}

function lookupArrays({ keys, lookups }: MergedKeys, column: string) {
  return { keys: idArray(keys), values: literalOf(lookups.get(column) ?? []) };
}

/**
 * The stage isn't logged: a crash of the database empties it, and then nobody may take it for the truth. Counted in the
 * transaction that publishes, which does not outlive a crash.
 */
async function completeStage(
  runId: string,
  { name }: Input,
  parts: readonly InputPart[],
  transaction: Transaction,
): Promise<Staged> {
  const own = await staged(transaction, runId);
  const loaded = total(parts.filter(({ input }) => input === name).map(({ counts }) => counts?.loaded ?? 0));
  if (own.rows === loaded) {
    return own;
  }
  throw new RunClosedError(
    `run ${runId} loaded ${loaded} ${name}, but only ${own.rows} are left: the database crashed, or was upgraded; start a new run`,
  );
}

/** @param rejectedLater how many records were rejected for what only all files together can tell */
function inputCounts(input: Input, parts: readonly InputPart[], rejectedLater: number): InputCounts {
  const own = parts.filter((part) => part.input === input.name).map(({ counts }) => counts);
  return {
    input,
    read: total(own.map((counts) => counts?.read ?? 0)),
    rejected: total(own.map((counts) => counts?.rejected ?? 0)) + rejectedLater,
  };
}

function total(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
