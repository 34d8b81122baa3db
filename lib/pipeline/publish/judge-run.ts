import type { Input } from '../../model/inputs.ts';
import { linesOfRun, rejectKinds } from '../../store/runs/run-history.ts';
import { recordNotices, recordReadCounts } from '../../store/runs/run-records.ts';
import type { Run, RunCounts } from '../../store/runs/runs.ts';
import type { LoadDependencies } from '../load/read-part.ts';
import type { InputPart } from '../load/slice.ts';
import { crossCheck } from './cross-check/cross-check.ts';
import { noteFutureDates } from './cross-check/note-future-dates.ts';
import { type InputCounts, judgeInputs, refuse, rejectNotices } from './gates/gates.ts';
import { type MergedRun, rowsAmong } from './merge-run.ts';
import { total } from './total.ts';

/** How many records of a run were read, and what became of them. */
export type RecordCounts = Pick<RunCounts, 'read' | 'loaded' | 'rejected' | 'warnings'>;

/**
 * Finds what only all parts together can tell, counts the records, and judges whether the result may replace the table.
 *
 * @param parts as they are when all that is to be corrected is
 * @returns the counts, which are recorded
 * @throws InputError GATE when it may not, and as crossCheck does
 */
export async function judgeRun(
  run: Run,
  parts: readonly InputPart[],
  { events, rows }: MergedRun,
  dependencies: LoadDependencies,
): Promise<RecordCounts> {
  const { database, config, model } = dependencies;
  const keysOf = (input: string) => rowsAmong(rows, input).keys;
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
  return records;
}

/** Adds to what plan has noticed. Done again, it adds nothing. */
async function addNotices(
  run: Run,
  notices: readonly string[],
  { database, logger }: LoadDependencies,
): Promise<void> {
  const added = notices.filter((notice) => !run.notices.includes(notice));
  for (const notice of added) {
    logger.warn('notice', { runId: run.runId, notice });
  }
  if (added.length > 0) {
    await recordNotices(database, run.runId, [...run.notices, ...added]);
  }
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
