import type { Database } from '../../clients/postgres.ts';
import { type Run, type RunState, selectRun, toRun } from './runs.ts';

/** What monitoring wants to know, as the database has it now. */
export interface RunMetrics {
  readonly lastRun: Run | undefined;
  readonly lastSuccess: Run | undefined;
  readonly runs: ReadonlyMap<RunState, number>;
}

/** Reads the newest run, the newest that succeeded, and how many recorded runs are in which state. */
export async function readRunMetrics(database: Database): Promise<RunMetrics> {
  type Row = Parameters<typeof toRun>[0];
  const newest = database<Row[]>`${selectRun(database)} ORDER BY seq DESC LIMIT 1`;
  const success = database<Row[]>`
    ${selectRun(database)} WHERE state = 'succeeded' ORDER BY seq DESC LIMIT 1`;
  const states = database<{ state: RunState; count: number }[]>`
    SELECT state, count(*)::float8 AS count FROM etl.runs GROUP BY state`;
  const [[last], [succeeded], counts] = await Promise.all([newest, success, states]);
  return {
    lastRun: last && toRun(last),
    lastSuccess: succeeded && toRun(succeeded),
    runs: new Map(counts.map(({ state, count }) => [state, count])),
  };
}
