import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../fuzz/random.ts';
import { type Triggered, trigger } from '../real-stack/api.ts';
import type { Bench } from './bench.ts';
import { type DataSet, putInPlace } from './data/data-sets.ts';
import type { Fault } from './fault.ts';
import { leftBehind } from './leftovers.ts';
import { type NextRun, nextRun } from './next-run.ts';
import { notItsOwn, phaseAt, type RunRecord, runsSince, whenAllClosed } from './runs.ts';
import { tableIs } from './table.ts';
import type { Violation } from './violation.ts';

/** A trigger is answered within 5 s, whatever is silent; twice that on a busy machine. */
const ANSWERED_MS = 10_000;

/** Faults about the trigger come so many milliseconds before it, to so many after it. */
const ABOUT_TRIGGER_MS = { from: -100, to: 50 };

/** By so much a run that changes every row takes longer than the one before it, which changes none. */
const LONGER = 1.3;

/** Where things stand before a fault: what the table is and is to be, and the run before. */
export interface Standing {
  readonly old: DataSet;
  readonly next: DataSet;
  readonly earlier: NextRun;
}

/** What came of a fault. */
export interface Outcome {
  /** False when the run ended before there was anything to do the fault to. */
  readonly applied: boolean;
  readonly violations: readonly Violation[];
  /** After the trigger, in milliseconds. */
  readonly at: number;
  readonly phase: string;
  readonly run: string;
  /** From when all worked again until every run was closed, in milliseconds. */
  readonly closedMs: number;
  readonly looks: number;
  /** The run after it; undefined when none succeeds any more. */
  readonly last: NextRun | undefined;
}

/** Does one fault to one run, and holds everything that is promised against what came of it. */
export async function trial(
  bench: Bench,
  standing: Standing,
  fault: Fault,
  random: Random,
): Promise<Outcome> {
  const { place, stack, reader } = bench;
  const { old, next } = standing;
  putInPlace(next, place.dataDirectory);
  const sightings = reader.expect({ old: old.expected.digest, new: next.expected.digest });
  const since = Date.now() - 1;

  const struck = await strike(bench, standing, fault, random);
  const violations = [...judgeAnswer(fault, struck.triggered), ...(await stack.recover(fault))];
  const recoveredAt = performance.now();
  const { runId } = struck.triggered;
  const settled = await settle(bench, standing, fault.losesRun ? undefined : runId, since);
  const closedMs = performance.now() - recoveredAt;
  violations.push(...settled.violations, ...judgeRun(fault, struck, settled.runs));

  const after = await nextRun(bench, next);
  violations.push(...after.violations);
  const left = await leftBehind(stack.now, place.stateDirectory);
  violations.push(...left.map((text): Violation => ({ kind: 'left behind', text })));
  violations.push(...sightings.wrong.slice(0, 3).map((text): Violation => ({ kind: 'torn read', text })));
  violations.push(...stack.dead(fault));

  const run = settled.runs.find(({ run_id }) => run_id === runId);
  return {
    ...{ applied: struck.applied, violations, closedMs, looks: sightings.looks, last: after.run },
    at: struck.struckAt - since,
    phase: phaseAt(run, struck.struckAt),
    run: run
      ? `${run.state}${run.error && run.state === 'failed' ? ` (${run.error.code})` : ''}`
      : `none (${struck.triggered.status})`,
  };
}

interface Struck {
  readonly applied: boolean;
  readonly triggered: Triggered;
  readonly struckAt: number;
}

/** Triggers a run, does the fault at its moment, and takes it away again. */
async function strike(
  { place, stack }: Bench,
  { earlier }: Standing,
  fault: Fault,
  random: Random,
): Promise<Struck> {
  const { from, to } =
    fault.moment === 'trigger' ? ABOUT_TRIGGER_MS : { from: 0, to: Math.round(earlier.tookMs * LONGER) };
  const moment = random.between(from, to);
  const triggering = delay(Math.max(0, -moment)).then(() => trigger(place.apiUrl));
  await delay(Math.max(0, moment));
  const struckAt = Date.now();
  const runId = triggering.then((triggered) => triggered.runId);
  const undo = await fault.apply({ ...place, stack: stack.now, runId, earlierRunId: earlier.runId }, random);
  await undo?.();
  return { applied: undo !== undefined, triggered: await triggering, struckAt };
}

/** A refusal says why; an unexpected error, or silence while the server is up, is none. */
function judgeAnswer(fault: Fault, { status, tookMs, text }: Triggered): Violation[] {
  const answered = [200, 400, 503].includes(status) || (status === 0 && fault.stack !== 'stays');
  const inTime = fault.moment !== 'trigger' || tookMs <= ANSWERED_MS;
  if (answered && inTime) {
    return [];
  }
  return [
    {
      kind: 'bad answer',
      text: `the trigger: ${status} after ${Math.round(tookMs)} ms: ${text.slice(0, 200)}`,
    },
  ];
}

/** Waits until all runs are closed and the table is one of the two, and holds the one against the other. */
async function settle(
  { place, stack }: Bench,
  { old, next }: Standing,
  runId: string | undefined,
  since: number,
) {
  const { adminUrl } = stack.now;
  for (;;) {
    const runs = await whenAllClosed({ adminUrl, apiUrl: place.apiUrl }, runId, since);
    const table = await tableIs(adminUrl, [old, next]);
    // An unanswered trigger's run may only now be on record.
    if ((await runsSince(adminUrl, since, runId)).length !== runs.length) {
      continue;
    }
    const violations = runs.flatMap(judgeRecord);
    const strange =
      runId &&
      notItsOwn(
        runId,
        runs.find(({ run_id }) => run_id === runId),
        since,
      );
    if (strange) {
      violations.push({ kind: 'lost run', text: strange });
    }
    const wanted = runs.some(({ state, queued }) => state === 'succeeded' && queued >= since) ? next : old;
    if ('differences' in table) {
      violations.push({ kind: 'wrong table', text: table.differences });
    } else if (table.set !== wanted) {
      const text = `the table is ${table.set.name}, by the state of its runs it is ${wanted.name}`;
      violations.push({ kind: 'wrong table', text });
    }
    return { runs, violations };
  }
}

function judgeRecord({ run_id, state, error }: RunRecord): Violation[] {
  if (state === 'running') {
    return [{ kind: 'open run', text: `${run_id} is still running` }];
  }
  if (state === 'failed' && !error?.message) {
    return [{ kind: 'open run', text: `${run_id} failed for no reason` }];
  }
  return [];
}

function judgeRun(fault: Fault, { applied, triggered }: Struck, runs: readonly RunRecord[]): Violation[] {
  const run = runs.find(({ run_id }) => run_id === triggered.runId);
  if (!fault.runSucceeds || !applied || run?.state === 'succeeded') {
    return [];
  }
  const text = run
    ? `${run.run_id}: ${run.error?.code}: ${run.error?.message}`
    : `no run: ${triggered.text.slice(0, 200)}`;
  return [{ kind: 'failed run', text }];
}
