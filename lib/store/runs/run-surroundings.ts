import type { Database } from '../../clients/postgres.ts';
import {
  type PartState,
  partStates,
  previousRun,
  type RejectKindCount,
  rejectKinds,
  type SourceOfRun,
  sourcesOfRun,
  usualDurationMs,
} from './run-history.ts';
import type { Run } from './runs.ts';

/** What belongs to a run beside its own record. */
export interface RunSurroundings {
  readonly parts: readonly PartState[];
  readonly rejects: readonly RejectKindCount[];
  readonly previous: Run | undefined;
  readonly usualMs: number | null;
  readonly sources: readonly SourceOfRun[];
}

/** All of it, asked for at once. */
export async function surroundingsOf(
  database: Database,
  { runId, seq }: Pick<Run, 'runId' | 'seq'>,
): Promise<RunSurroundings> {
  const [parts, rejects, previous, usualMs, sources] = await Promise.all([
    partStates(database, runId),
    rejectKinds(database, runId),
    previousRun(database, seq),
    usualDurationMs(database, seq),
    sourcesOfRun(database, runId),
  ]);
  return { parts, rejects, previous, usualMs, sources };
}
