import { setTimeout as delay } from 'node:timers/promises';
import { type Session, withSession } from '../../real-stack/session.ts';

/** What the steps of a run are invoked with. */
export interface RecordedRun {
  readonly runId: string;
  /** ISO 8601, as Airflow said it. */
  readonly queuedAt: string;
  readonly parts: readonly number[];
}

const WAIT_MS = 5_000;

/** A run's record, waited for until its first step has made it, with its parts if there are some yet. */
export async function recordedRun(adminUrl: string, runId: string): Promise<RecordedRun | undefined> {
  return await withSession(adminUrl, async (session) => {
    const deadline = performance.now() + WAIT_MS;
    for (;;) {
      const found = await look(session, runId).catch(() => undefined); // before the first run there is no table
      if (found || performance.now() > deadline) {
        return found;
      }
      await delay(10);
    }
  });
}

async function look(session: Session, runId: string): Promise<RecordedRun | undefined> {
  const [row] = await session.rows<{ queued: string; parts: number[] }>(
    `SELECT to_char(queued_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS queued,
            (SELECT coalesce(json_agg(part ORDER BY part), '[]') FROM etl.parts p WHERE p.run_id = r.run_id) AS parts
     FROM etl.runs r WHERE run_id = $1`,
    [runId],
  );
  return row && { runId, queuedAt: row.queued, parts: row.parts };
}
