import type { RunDetail } from '../../../../../lib/schemas/run.ts';

type Step = RunDetail['steps'][number];

/** A step on the axis of time, in hundredths of it; no width when it has not begun. */
export interface StepBar extends Pick<Step, 'step' | 'state'> {
  readonly from: number;
  readonly width: number;
  /** Null until it has begun, and when nobody recorded it. */
  readonly durationMs: number | null;
}

/** The steps of a run on one axis of time, which begins when the run was queued. */
export interface Timeline {
  readonly bars: readonly StepBar[];
  /** Where the axis has labels: milliseconds from its beginning, and hundredths of it. */
  readonly ticks: readonly { readonly ms: number; readonly at: number }[];
}

/** So many labels fit even where it is narrow. */
const MOST_TICKS = 4;

/** @param now milliseconds since 1970; the axis of a run that is under way ends there */
export function timelineOf(
  { steps, queuedAt, finishedAt }: Pick<RunDetail, 'steps' | 'queuedAt' | 'finishedAt'>,
  now: number,
): Timeline {
  const moments = steps.flatMap((step) => [step.startedAt, step.finishedAt]);
  const known = [queuedAt, finishedAt, ...moments].flatMap((moment) => (moment ? [Date.parse(moment)] : []));
  const begin = Math.min(now, ...known);
  const end = finishedAt ? Math.max(...known) : Math.max(now, ...known);
  const length = Math.max(1, end - begin);
  const bars = steps.map(({ step, state, ...at }) => {
    const from = at.startedAt === null ? null : Date.parse(at.startedAt);
    // Of a step that is over, nobody may have recorded when.
    const open = state === 'running' ? end : null;
    const until = at.finishedAt === null ? open : Date.parse(at.finishedAt);
    const durationMs = from === null || until === null ? null : Math.max(0, until - from);
    return {
      ...{ step, state, durationMs },
      from: from === null ? 0 : ((from - begin) / length) * 100,
      width: ((durationMs ?? 0) / length) * 100,
    };
  });
  const every = tickEvery(length);
  const ticks = Array.from({ length: Math.floor(length / every) + 1 }, (_, index) => ({
    ms: index * every,
    at: ((index * every) / length) * 100,
  }));
  return { bars, ticks };
}

/** A distance that people count in: 1, 2 or 5 of a power of ten, or of minutes and hours. */
function tickEvery(length: number): number {
  const wanted = length / MOST_TICKS;
  const unit = wanted > 3_600_000 ? 3_600_000 : wanted > 60_000 ? 60_000 : 1;
  const power = unit * 10 ** Math.floor(Math.log10(wanted / unit));
  return [1, 2, 5, 10].map((step) => step * power).find((step) => step >= wanted) ?? wanted;
}
