import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, rmSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import type { Bench, Subject } from './bench.ts';
import { generateExperiments, generateUsersAndCompounds } from './generate.ts';
import { measure, type Result } from './measure.ts';
import type { Report } from './report.ts';
import type { BenchStack } from './stack.ts';

const FIRST_DAY = '2026-01-01';
const DAY_MS = 86_400_000;
/** Between two looks at a run, whose time it tells itself: each is a request to the emulator, on the same processors. */
const LOOK_MS = 100;
/** One look takes less. */
const NOTHING_TO_BUILD_MS = 15;
/** The table of the peer: the same columns, key and fill factor as ours, in the same database. */
const PEER_TABLE = 'etl.bench_derivation';

/** What a run finds in the table. The peer finds the same. */
const SITUATIONS = [
  { title: 'CSV files to an empty table', how: 'first', isEmptied: true, isNextDay: false },
  { title: 'CSV files to the table of the day before', how: 'next day', isEmptied: false, isNextDay: true },
  { title: 'CSV files to the same table', how: 'again', isEmptied: false, isNextDay: false },
] as const;

/**
 * The whole way, from three CSV files to the rows of the table, beside DuckDB doing the same work, COPY and MERGE into the
 * same PostgreSQL: into an empty table, with a new as-of date, from which every row changes, and when nothing changed.
 */
export const pipeline: Subject = {
  about: 'the whole way from CSV files to the table',
  reports: pipelineReports,
};

async function* pipelineReports(bench: Bench): AsyncGenerator<Report> {
  const { rows, users, rounds } = bench.size;
  const [stack, python] = [await bench.stack(), bench.python()];
  const bytes = fill(stack.dataDirectory, bench);
  const sql = postgres(stack.databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  const ours: Way = {
    name: 'ours',
    table: 'users_derivation',
    run: async (asOf) => {
      const result = await oneRun(stack, `bench-${randomUUID()}`, asOf);
      await indexesBuilt(sql);
      return result;
    },
  };
  try {
    // Makes the table, and starts the Lambdas.
    await ours.run(FIRST_DAY);
    await sql.unsafe(`DROP TABLE IF EXISTS ${PEER_TABLE}`);
    // Without the indexes that ours gets after a run: the peer has none to keep.
    await sql.unsafe(
      `CREATE TABLE ${PEER_TABLE} (LIKE users_derivation, PRIMARY KEY (user_id)) WITH (fillfactor = 45)`,
    );
    const ways = [ours, ...(python ? [peer(python, stack)] : [])].map((way) => ({ way, days: new Days() }));
    for (const { title, how, isEmptied, isNextDay } of SITUATIONS) {
      const contenders = ways.map(({ way: { name, table, run }, days }) => ({
        name: `${name}, ${how}`,
        run: async () => {
          if (isEmptied) {
            await sql.unsafe(`TRUNCATE ${table}`);
          }
          const result = await run(isNextDay ? days.next() : days.today);
          return { ...result, ...(await contentOf(sql, table)) };
        },
      }));
      yield { title, rows, users, rounds, bytes, measured: await measure(contenders, rounds) };
    }
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** Waits until the server has built the indexes, as it does after a run: nothing is measured beside that. */
async function indexesBuilt(sql: postgres.Sql): Promise<void> {
  const building = () =>
    sql`SELECT FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%DO $etl$%' AND pid <> pg_backend_pid()`;
  const startedAt = performance.now();
  while ((await building()).count > 0) {
    await delay(20);
  }
  const ms = Math.round(performance.now() - startedAt);
  if (ms > NOTHING_TO_BUILD_MS) {
    console.error(`indexes were built in ${ms} ms after the run`);
  }
}

/** One way from the files to a table. */
interface Way {
  readonly name: string;
  readonly table: string;
  readonly run: (asOf: string) => Promise<Result>;
}

/** The as-of dates of one way's runs. */
class Days {
  #days = 0;

  get today(): string {
    return new Date(Date.parse(FIRST_DAY) + this.#days * DAY_MS).toISOString().slice(0, 10);
  }

  next(): string {
    this.#days++;
    return this.today;
  }
}

/** Puts the files into the folder that the stack reads, in place of those of another subject. Returns their size in bytes. */
function fill(folder: string, { directory, size: { rows, users } }: Bench): number {
  const source = join(directory, `pipeline-${rows}-${users}`);
  generateUsersAndCompounds(source, users);
  const paths = {
    user_experiments: generateExperiments(directory, 'plain', rows, users),
    users: join(source, 'users.csv'),
    compounds: join(source, 'compounds.csv'),
  };
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  let bytes = 0;
  for (const [name, path] of Object.entries(paths)) {
    linkSync(path, join(folder, `${name}.csv`));
    bytes += statSync(path).size;
  }
  return bytes;
}

function peer(python: string, { dataDirectory, databaseUrl }: BenchStack): Way {
  const script = join(import.meta.dirname, 'peers/duckdb_pipeline.py');
  const threads = String(cpus().length);
  return {
    name: 'DuckDB + COPY + MERGE',
    table: PEER_TABLE,
    run: (asOf) => {
      const args = [script, dataDirectory, databaseUrl, PEER_TABLE, asOf, threads];
      return Promise.resolve(JSON.parse(execFileSync(python, args, { encoding: 'utf8' })) as Result);
    },
  };
}

/** One DAG run. Its time is from when it was queued to its end, by the clock of the emulator. */
export async function oneRun({ airflow }: BenchStack, runId: string, asOf = FIRST_DAY): Promise<Result> {
  await airflow.startRun(runId, { asOf });
  for (;;) {
    const run = await airflow.findRun(runId);
    if (run?.state === 'failed') {
      throw new Error(`${runId} failed`);
    }
    if (run?.state === 'success' && run.queuedAt && run.endedAt) {
      const ms = run.endedAt.getTime() - run.queuedAt.getTime();
      return { ms, rss: 0, steps: await stepsOf(airflow, runId) };
    }
    await delay(LOOK_MS);
  }
}

/** Milliseconds per task; of `load`, from the first start to the last end, since its instances run at once. */
async function stepsOf(airflow: BenchStack['airflow'], runId: string): Promise<Record<string, number>> {
  const instances = await airflow.taskInstances(runId);
  const span = (task: string) => {
    const own = instances.filter(({ taskId }) => taskId === task);
    const starts = own.map(({ startedAt }) => startedAt?.getTime() ?? Number.NaN);
    const ends = own.map(({ endedAt }) => endedAt?.getTime() ?? Number.NaN);
    return Math.max(...ends) - Math.min(...starts);
  };
  return { plan: span('plan'), load: span('load'), publish: span('publish') };
}

/** What a table holds, in three numbers that tell one content from another. */
async function contentOf(
  sql: postgres.Sql,
  table: string,
): Promise<Pick<Required<Result>, 'rows' | 'users' | 'total'>> {
  const [row] = await sql.unsafe<{ users: number; rows: number; total: number }[]>(`
    SELECT count(*)::int AS users, sum(experiments_count)::int AS rows,
           (sum(experiment_run_time) + sum(hashtext(concat(user_id, name, email, signup_date, experiments_count, days_since_signup)))::bigint)::float8
             AS total FROM ${table}`);
  return row as { users: number; rows: number; total: number };
}
