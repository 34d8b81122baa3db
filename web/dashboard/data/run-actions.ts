import type { RunSummary } from '../../../lib/schemas/run.ts';
import type { AnswerOf } from './answers.ts';
import { ask, askJson } from './api.ts';

/** What a run is started with; what is left out is as usual. */
export interface RunConf {
  readonly asOf?: string;
  readonly acceptDeletes?: boolean;
}

/** The body of a request that starts a run; none when all is as usual. */
export function bodyOf(conf: RunConf): string | undefined {
  return Object.keys(conf).length > 0 ? JSON.stringify(conf) : undefined;
}

/** Starts a run. @returns its id. @throws ApiError */
export async function startRun(conf: RunConf): Promise<string> {
  const { runId } = await askJson<AnswerOf<'/trigger-etl'>>('/trigger-etl', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: bodyOf(conf) ?? null,
  });
  return runId;
}

/** Cancels a run that is queued or under way. @throws ApiError RUN_ENDED when it is neither */
export async function cancelRun(runId: string): Promise<void> {
  await ask(`/runs/${encodeURIComponent(runId)}/cancel`, { method: 'POST' });
}

/**
 * What starts a run like another one. The day that it was started on is the usual one, and so it is not repeated; a permission to
 * delete rows is given anew each time.
 */
export function confLike({
  asOf,
  queuedAt,
  error,
}: Pick<RunSummary, 'asOf' | 'queuedAt' | 'error'>): RunConf {
  return asOf === null || asOf === queuedAt?.slice(0, 10) || error?.code === 'FUTURE_DATE' ? {} : { asOf };
}
