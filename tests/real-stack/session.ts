import postgres from 'postgres';
import { withinMs } from '../../lib/time-limits/time-limit.ts';

const CONNECT_TIMEOUT_S = 3;

/** The name by which the harness knows its own sessions, and spares them. */
export const OWN_NAME = 'etl-chaos';

/** One session of the database; each query settles in bounded time, also when the server has stopped to answer. */
export interface Session {
  /** The rows of one statement. @throws what postgres.js throws, or an Error after `timeoutMs` */
  rows<Row extends object>(
    statement: string,
    parameters?: readonly string[],
    timeoutMs?: number,
  ): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens a session at its first query, and again after a lost one. */
export function openSession(url: string): Session {
  const sql = postgres(url, {
    max: 1,
    connect_timeout: CONNECT_TIMEOUT_S,
    // Its query for array types at connecting rejects where nobody listens when the server goes away just then.
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: OWN_NAME },
  });
  return {
    async rows<Row extends object>(
      statement: string,
      parameters: readonly string[] = [],
      timeoutMs = 10_000,
    ) {
      const query = sql.unsafe<Row[]>(statement, [...parameters]);
      return [...(await withinMs(query, timeoutMs))];
    },
    close: () => sql.end({ timeout: 1 }),
  };
}

/** Does something over a session of its own. */
export async function withSession<Result>(
  url: string,
  work: (session: Session) => Promise<Result>,
): Promise<Result> {
  const session = openSession(url);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
