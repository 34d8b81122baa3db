import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, statSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import { generateExperiments, generateUsersAndCompounds } from './generate.ts';
import { type Contender, measure, type Result } from './measure.ts';
import type { Report } from './report.ts';
import type { BenchStack } from './stack.ts';

const AS_OF = '2026-01-01';
const FILES = ['users', 'user_experiments', 'compounds'];
/** The table of the peer: the same columns, key and fill factor as ours, in the same database. */
const PEER_TABLE = 'etl.bench_derivation';

/**
 * The whole way, from three CSV files to the rows of the table, beside DuckDB doing the same work, COPY and MERGE into the
 * same PostgreSQL. First into an empty table, then once more, when nothing changed.
 */
export async function pipelineReport(
  directory: string,
  { rows, users, rounds }: { readonly rows: number; readonly users: number; readonly rounds: number },
  stack: BenchStack,
  python: string | undefined,
): Promise<Report[]> {
  const source = join(directory, `pipeline-${rows}-${users}`);
  generateUsersAndCompounds(source, users);
  const experiments = generateExperiments(directory, 'plain', rows, users);
  mkdirSync(stack.dataDirectory);
  linkSync(experiments, join(stack.dataDirectory, 'user_experiments.csv'));
  for (const file of ['users', 'compounds']) {
    linkSync(join(source, `${file}.csv`), join(stack.dataDirectory, `${file}.csv`));
  }
  const bytes = FILES.reduce((sum, file) => sum + statSync(join(stack.dataDirectory, `${file}.csv`)).size, 0);

  const sql = postgres(stack.databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  let run = 0;
  const ours = async (): Promise<Result> => ({
    ...(await oneRun(stack, `bench-${run++}`)),
    ...(await contentOf(sql, 'users_derivation')),
  });
  // Makes the table, and starts the Lambdas.
  await ours();
  await sql.unsafe(`CREATE TABLE ${PEER_TABLE} (LIKE users_derivation INCLUDING ALL) WITH (fillfactor = 45)`);
  const peer = async (): Promise<Result> => {
    const args = [
      join(import.meta.dirname, 'peers/duckdb_pipeline.py'),
      stack.dataDirectory,
      stack.databaseUrl,
    ];
    const output = execFileSync(python as string, [...args, PEER_TABLE, AS_OF, String(cpus().length)], {
      encoding: 'utf8',
    });
    return { ...(JSON.parse(output) as Result), ...(await contentOf(sql, PEER_TABLE)) };
  };
  const emptied = (table: string, contender: () => Promise<Result>) => async () => {
    await sql.unsafe(`TRUNCATE ${table}`);
    return await contender();
  };
  const pair = (
    how: string,
    prepare: (table: string, contender: () => Promise<Result>) => () => Promise<Result>,
  ) => [
    { name: `ours, ${how}`, run: prepare('users_derivation', ours) },
    ...(python ? [{ name: `DuckDB + COPY + MERGE, ${how}`, run: prepare(PEER_TABLE, peer) }] : []),
  ];
  const report = async (title: string, contenders: readonly Contender[]): Promise<Report> => {
    return { title, rows, users, rounds, bytes, measured: await measure(contenders, rounds) };
  };
  try {
    return [
      await report('CSV files to an empty table', pair('first', emptied)),
      await report(
        'CSV files to the same table',
        pair('again', (_table, contender) => contender),
      ),
    ];
  } finally {
    await sql.end({ timeout: 1 });
  }
}

/** One DAG run. Its time is from when it was queued to its end, by the clock of the emulator. */
export async function oneRun({ airflow }: BenchStack, runId: string): Promise<Result> {
  await airflow.startRun(runId, { asOf: AS_OF });
  for (;;) {
    const run = await airflow.findRun(runId);
    if (run?.state === 'failed') {
      throw new Error(`${runId} failed`);
    }
    if (run?.state === 'success' && run.queuedAt && run.endedAt) {
      const ms = run.endedAt.getTime() - run.queuedAt.getTime();
      return { ms, rss: 0, steps: await stepsOf(airflow, runId) };
    }
    await delay(5);
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
