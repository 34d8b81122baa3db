import { setTimeout as delay } from 'node:timers/promises';
import { watchRun } from '../real-stack/api.ts';
import { withSession } from '../real-stack/session.ts';

/**
 * A run is closed so many milliseconds after all works again, at the latest: Airflow's retries (15 s) and those of its failure
 * callback (15 s), then whoever watches the run gives that callback 40 s before it closes the run itself.
 */
export const CLOSED_WITHIN_MS = 90_000;

/** What is on record of a run, times in milliseconds since 1970. */
export interface RunRecord {
  readonly run_id: string;
  readonly state: 'running' | 'succeeded' | 'failed';
  readonly queued: number;
  readonly started: number;
  /** When the last part that is loaded was; null while none is. */
  readonly loaded: number | null;
  readonly finished: number | null;
  readonly error: { readonly step: string; readonly code: string; readonly message: string } | null;
}

const STATEMENT = `
  SELECT run_id, state, error, extract(epoch FROM queued_at)::float8 * 1000 AS queued,
         extract(epoch FROM started_at)::float8 * 1000 AS started,
         extract(epoch FROM finished_at)::float8 * 1000 AS finished,
         (SELECT extract(epoch FROM max(loaded_at))::float8 * 1000 FROM etl.parts p
          WHERE p.run_id = r.run_id) AS loaded
  FROM etl.runs r`;

/**
 * Runs that are running, or were queued at or after a time in milliseconds since 1970, or have that id; oldest first.
 */
export async function runsSince(adminUrl: string, since: number, runId = ''): Promise<RunRecord[]> {
  const where = `
    WHERE state = 'running' OR queued_at >= to_timestamp($1::float8 / 1000) OR run_id = $2 ORDER BY seq`;
  return await withSession(adminUrl, (session) =>
    session.rows<RunRecord>(`${STATEMENT} ${where}`, [String(since), runId]),
  );
}

/**
 * Waits until no run is running and one of that id is on record, watching it over the API as a person would.
 *
 * @param runId undefined: there may be none
 * @param queuedSince milliseconds since 1970
 * @returns all runs since then, and that of the id, whatever has become of them in CLOSED_WITHIN_MS
 */
export async function whenAllClosed(
  { adminUrl, apiUrl }: { readonly adminUrl: string; readonly apiUrl: string },
  runId: string | undefined,
  queuedSince: number,
): Promise<RunRecord[]> {
  const deadline = performance.now() + CLOSED_WITHIN_MS;
  for (;;) {
    const runs = await runsSince(adminUrl, queuedSince, runId).catch(() => undefined);
    const running = runs?.filter(({ state }) => state === 'running') ?? [];
    const missing = runId !== undefined && !runs?.some(({ run_id }) => run_id === runId);
    if (runs && running.length === 0 && !missing) {
      return runs;
    }
    if (performance.now() > deadline) {
      return runs ?? [];
    }
    for (const { run_id } of running) {
      await watchRun(apiUrl, run_id);
    }
    await delay(100);
  }
}

/** What is wrong with a run's record, seen from the trigger that was told its id; undefined when it is its own. */
export function notItsOwn(
  runId: string,
  run: Pick<RunRecord, 'queued'> | undefined,
  triggeredAt: number,
): string | undefined {
  if (!run) {
    return `${runId} was started and is not on record`;
  }
  return run.queued < triggeredAt
    ? `${runId} was started, and what is on record by this id is an older run`
    : undefined;
}

/** Where in a run a moment was, in milliseconds since 1970. */
export function phaseAt(run: RunRecord | undefined, moment: number): string {
  if (!run || moment < run.started) {
    return 'before plan';
  }
  if (run.finished !== null && moment > run.finished) {
    return 'after its end';
  }
  if (run.loaded === null || moment < run.loaded) {
    return 'plan or load';
  }
  return 'publish';
}
