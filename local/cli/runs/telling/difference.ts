import type { ModelNames } from '../../../../bundling/model-stamp.ts';
import { duration, grouped } from '../../../../terminal/texts.ts';
import type { Difference, RunDetail } from '../run-views.ts';

/** A difference of time below that is none. */
const SAME_MS = 50;

const NAMES = {
  read: ['row read', 'rows read'],
  rejected: ['reject', 'rejects'],
  warnings: ['warning', 'warnings'],
} as const;

/**
 * What differs from the succeeded run before it, as a line; undefined when there is no such run.
 *
 * @param names what rows of the table are called
 */
export function differenceLine(
  { previousRunId, difference }: Pick<RunDetail, 'previousRunId' | 'difference'>,
  { one, entity }: Pick<ModelNames, 'one' | 'entity'>,
): string | undefined {
  if (previousRunId === null || difference === null) {
    return undefined;
  }
  const texts = [...counts(difference, { users: [one, entity], ...NAMES }), ...time(difference)];
  return `  since run ${previousRunId}: ${texts.length > 0 ? texts.join(', ') : 'the same counts'}`;
}

function counts(
  difference: Difference,
  names: Readonly<Record<'users' | keyof typeof NAMES, readonly [one: string, many: string]>>,
): string[] {
  return (['users', 'read', 'rejected', 'warnings'] as const)
    .filter((name) => difference[name] !== 0)
    .map((name) => {
      const size = Math.abs(difference[name]);
      const sign = difference[name] < 0 ? '-' : '+';
      return `${sign}${grouped(size)} ${names[name][size === 1 ? 0 : 1]}`;
    });
}

function time({ durationMs }: Difference): string[] {
  const size = Math.abs(durationMs);
  return size < SAME_MS ? [] : [`${duration(size)} ${durationMs < 0 ? 'faster' : 'slower'}`];
}
