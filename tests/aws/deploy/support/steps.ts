import type { Aws } from '../../support/aws.ts';
import { type Invoked, invoke } from '../../support/invoke.ts';
import { FUNCTION_PREFIX } from '../../support/stage.ts';

/** The event of load for a part, as plan returns it. */
export interface Part {
  readonly runId: string;
  readonly part: number;
}

let runs = 0;

/** The id of a run that Airflow does not know: the steps are called by hand. */
export function newRunId(): string {
  runs += 1;
  return `by-hand-${process.pid}-${runs}`;
}

/** Calls a step through the Lambda API. */
export async function invokeStep(
  aws: Aws,
  step: 'plan' | 'load' | 'publish' | 'fail',
  event: unknown,
): Promise<Invoked> {
  return await invoke(aws, `${FUNCTION_PREFIX}${step}`, event);
}

/** Calls plan. @throws Error when it fails */
export async function planned(aws: Aws, runId: string, asOf: string): Promise<readonly Part[]> {
  const plan = await done(invokeStep(aws, 'plan', { runId, conf: { asOf } }));
  const { parts } = plan as { readonly parts: readonly Part[] };
  return parts;
}

/** Calls load of every part, and publish. @throws Error when one of them fails */
export async function loadAndPublish(aws: Aws, runId: string, parts: readonly Part[]): Promise<void> {
  for (const part of parts) {
    await done(invokeStep(aws, 'load', part));
  }
  await done(invokeStep(aws, 'publish', { runId }));
}

async function done(invoked: Promise<Invoked>): Promise<unknown> {
  const answer = await invoked;
  if ('error' in answer) {
    throw new Error(answer.error);
  }
  return answer.result;
}
