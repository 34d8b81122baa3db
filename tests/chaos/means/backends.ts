import { setTimeout as delay } from 'node:timers/promises';
import { type Session, withSession } from '../../real-stack/session.ts';

/** For so many milliseconds a session of that kind is waited for: longer than a run takes. */
const SEARCH_MS = 2_000;

/** What a session of the handlers is doing, as pg_stat_activity tells it. */
export type Doing = 'active' | 'idle in transaction';

/** Finds the process of one of the handlers' sessions, as soon as there is one; undefined when the run ends without. */
export async function findBackend(adminUrl: string, doing: readonly Doing[]): Promise<number | undefined> {
  return await search(adminUrl, doing, 'pid');
}

/** The same, and ends it by pg_terminate_backend in the same statement, before it does something else. */
export async function terminateBackend(adminUrl: string, doing: Doing): Promise<number | undefined> {
  return await search(adminUrl, [doing], 'pid, pg_terminate_backend(pid)');
}

async function search(
  adminUrl: string,
  doing: readonly Doing[],
  columns: string,
): Promise<number | undefined> {
  const statement = `
    WITH one AS MATERIALIZED (
      SELECT pid FROM pg_stat_activity
      WHERE application_name = 'etl-pipeline' AND state = ANY (string_to_array($1, ',')) ORDER BY random() LIMIT 1
    ) SELECT ${columns} FROM one`;
  return await withSession(adminUrl, (session: Session) =>
    untilFound(async () => (await session.rows<{ pid: number }>(statement, [doing.join()]))[0]?.pid),
  );
}

async function untilFound(look: () => Promise<number | undefined>): Promise<number | undefined> {
  const deadline = performance.now() + SEARCH_MS;
  for (;;) {
    const found = await look();
    if (found !== undefined || performance.now() > deadline) {
      return found;
    }
    await delay(2);
  }
}
