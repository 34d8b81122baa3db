import type { Random } from '../../fuzz/random.ts';
import { invoke } from '../../real-stack/api.ts';
import type { RecordedRun } from './recorded-run.ts';

/** A step and the event that it gets. */
export interface Invocation {
  readonly step: string;
  readonly event: object;
}

/** All invocations that a run consists of. */
export function invocationsOf({ runId, queuedAt, parts }: RecordedRun): Invocation[] {
  return [
    { step: 'plan', event: { runId, queuedAt, conf: {} } },
    ...parts.map((part) => ({ step: 'load', event: { runId, part } })),
    { step: 'publish', event: { runId, queuedAt } },
  ];
}

/** Invokes all of them at once, and waits for the end of each: what they answer is theirs to know. */
export async function invokeAll(lambdaUrl: string, invocations: readonly Invocation[]): Promise<void> {
  await Promise.all(invocations.map(({ step, event }) => invoke(lambdaUrl, step, event)));
}

/** One to four of them, in any order. */
export function someOf(invocations: readonly Invocation[], random: Random): Invocation[] {
  return random.shuffled(invocations).slice(0, random.between(1, 4));
}
