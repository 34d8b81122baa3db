import { PHASES, type StepView } from '../schemas/run-outcome.ts';
import type { PartState } from '../store/runs/run-history.ts';
import type { Run } from '../store/runs/runs.ts';

type Step = (typeof PHASES)[number];
/** As much of a run as its steps follow from. */
type Steps = Pick<Run, 'state' | 'startedAt' | 'plannedAt' | 'publishingAt' | 'finishedAt' | 'error'>;

/** The first step that is not done yet: the one that is under way in a run that is running. */
export function phaseOf(parts: readonly PartState[]): Step {
  if (parts.length === 0) {
    return 'plan';
  }
  return parts.every(({ isLoaded }) => isLoaded) ? 'publish' : 'load';
}

/** The three steps of a run: how far each is, and when it began and ended. */
export function stepsOf(run: Steps, parts: readonly PartState[]): StepView[] {
  const at = run.state === 'succeeded' ? PHASES.length : PHASES.indexOf(lastStep(run, parts));
  const times = timesOf(run, parts);
  return PHASES.map((step, index) => {
    if (index > at || hasNotBegun(run)) {
      return { step, state: run.state === 'failed' ? 'skipped' : 'pending', ...NEVER };
    }
    const [startedAt, doneAt] = times[step];
    const begun = { step, startedAt: textOf(startedAt) };
    if (index < at) {
      return { ...begun, state: 'done', finishedAt: textOf(doneAt) };
    }
    return {
      ...begun,
      state: run.state === 'failed' ? 'failed' : 'running',
      finishedAt: textOf(run.finishedAt),
    };
  });
}

/** The steps of a run of which nothing is recorded: none has begun, and of a run that has failed none will. */
export function stepsBefore(state: 'queued' | 'failed'): StepView[] {
  return PHASES.map((step) => ({ step, state: state === 'failed' ? 'skipped' : 'pending', ...NEVER }));
}

const NEVER = { startedAt: null, finishedAt: null };

/** The step that is under way, or in which the run ended: that of its error, unless the run was ended from outside. */
function lastStep({ state, error }: Steps, parts: readonly PartState[]): Step {
  // Of an abandoned run it is the step that noticed it.
  const isOwn = state === 'failed' && error?.code !== 'ABANDONED';
  const named = isOwn ? PHASES.find((step) => step === error?.step) : undefined;
  return named ?? phaseOf(parts);
}

/** A run that failed before its first step is recorded as one that ended when it began. */
function hasNotBegun({ state, startedAt, finishedAt }: Steps): boolean {
  return state === 'failed' && finishedAt?.getTime() === startedAt.getTime();
}

/** When each step began, and when it was done. */
function timesOf(run: Steps, parts: readonly PartState[]): Record<Step, readonly (Date | null)[]> {
  const of = (which: 'startedAt' | 'loadedAt') =>
    parts.flatMap((part) => part[which]?.getTime() ?? []).toSorted((one, other) => one - other);
  const dateOf = (ms: number | undefined) => (ms === undefined ? null : new Date(ms));
  return {
    plan: [run.startedAt, run.plannedAt],
    load: [dateOf(of('startedAt')[0]), dateOf(of('loadedAt').at(-1))],
    publish: [run.publishingAt, run.finishedAt],
  };
}

function textOf(moment: Date | null | undefined): string | null {
  return moment?.toISOString() ?? null;
}
