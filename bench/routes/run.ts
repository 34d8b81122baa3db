/**
 * `./run.sh bench routes [--users N] [--requests N]`: what each reading route takes over a table of so many users, as a client
 * sees it and inside the function, beside the same query alone through postgres.js. Prints p50 and p99; asserts nothing.
 */
import { linkSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { features } from '../../lib/features.ts';
import { type FeatureOrder, featurePageStatement, tableColumns } from '../../lib/store/feature-sql.ts';
import { generateExperiments, generateUsersAndCompounds } from '../data/generate.ts';
import { startBenchStack } from '../data/stack.ts';

const { values } = parseArgs({
  options: { users: { type: 'string', default: '1000000' }, requests: { type: 'string', default: '300' } },
});
const USERS = Number(values.users);
const REQUESTS = Number(values.requests);
const WARM_UP = 30;
const PAGE = 50;

const columns = tableColumns(features);
const order = (name: string, descending = false, after?: FeatureOrder['after']): FeatureOrder => {
  const column = columns.find((candidate) => candidate.name === name);
  if (!column) throw new Error(`there is no column ${name}`);
  return { column, descending, after };
};
const page = (by: FeatureOrder, search?: string) =>
  featurePageStatement(columns, by, { search, limit: PAGE + 1 });

const middle = String(Math.floor(USERS / 2));
const stack = await startBenchStack();
const sql = postgres(stack.databaseUrl, { max: 1, onnotice: () => undefined });

try {
  const runId = await fillTable();
  const next = ((await (await fetch(`${stack.api}/features?limit=${PAGE}`)).json()) as { next: string }).next;
  const routes: [string, (() => Promise<unknown>)?][] = [
    [`/features?limit=${PAGE}`, () => query(page(order('user_id')))],
    [next, () => query(page(order('user_id', false, { value: null, userId: String(PAGE) })))],
    [`/features?sort=-experiments_count&limit=${PAGE}`, () => query(page(order('experiments_count', true)))],
    [`/features?search=user${middle}&limit=${PAGE}`, () => query(page(order('user_id'), `user${middle}`))],
    [`/features?limit=1000&format=csv`],
    [`/features/${middle}`, () => sql`SELECT * FROM users_derivation WHERE user_id = ${middle}`],
    ['/stats'],
    ['/runs'],
    [`/runs/${runId}`],
    [`/runs/${runId}/rejects`],
    ['/metrics'],
    ['/check/table'],
    ['/check/feature_derivation'],
    ['/health'],
    ['/openapi.json'],
    ['/'],
  ];
  console.log(`${USERS} users; milliseconds, ${REQUESTS} requests one after the other`);
  console.log(
    `${'route'.padEnd(48)}${'p50'.padStart(8)}${'p99'.padStart(8)}   the query alone: p50, p99, ratio of p50`,
  );
  for (const [path, alone] of routes) await measure(path, alone);
} finally {
  await sql.end({ timeout: 1 });
  await stack.stop();
}

/** One run over generated files. Returns its id. */
async function fillTable(): Promise<string> {
  const directory = join(tmpdir(), 'etl-bench-data');
  const source = join(directory, `routes-${USERS}`);
  generateUsersAndCompounds(source, USERS);
  const experiments = generateExperiments(directory, 'bad', USERS, USERS);
  mkdirSync(stack.dataDirectory);
  linkSync(experiments, join(stack.dataDirectory, 'user_experiments.csv'));
  for (const file of ['users', 'compounds']) {
    linkSync(join(source, `${file}.csv`), join(stack.dataDirectory, `${file}.csv`));
  }
  await stack.airflow.startRun('bench-routes', { asOf: '2026-01-01' });
  for (;;) {
    const run = await stack.airflow.findRun('bench-routes');
    if (run?.state === 'failed') throw new Error('the run failed');
    if (run?.state === 'success') break;
    await delay(100);
  }
  // As autovacuum would, a minute later.
  await sql`ANALYZE users_derivation`;
  return 'bench-routes';
}

async function query({ text, parameters }: ReturnType<typeof page>): Promise<void> {
  await sql.unsafe(text, parameters, { prepare: true });
}

/** The route and the query alone, in turn. A slow one is asked less often. */
async function measure(path: string, alone: (() => Promise<unknown>) | undefined): Promise<void> {
  const ask = async () => {
    const response = await fetch(stack.api + path);
    await response.arrayBuffer();
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
  };
  const first = await timed(ask);
  const requests = Math.max(20, Math.min(REQUESTS, Math.round(20_000 / first)));
  const times = { route: [] as number[], query: [] as number[] };
  for (let request = 0; request < requests + WARM_UP; request++) {
    const route = await timed(ask);
    const queried = alone ? await timed(alone) : Number.NaN;
    if (request < WARM_UP) continue;
    times.route.push(route);
    times.query.push(queried);
  }
  const [p50, p99] = [quantile(times.route, 0.5), quantile(times.route, 0.99)];
  const [alone50, alone99] = [quantile(times.query, 0.5), quantile(times.query, 0.99)];
  const beside = alone ? `${cell(alone50)}${cell(alone99)}${cell(p50 / alone50)}` : '';
  console.log(`${path.replace(/cursor=.*/, 'cursor=…').padEnd(48)}${cell(p50)}${cell(p99)}   ${beside}`);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

function quantile(numbers: readonly number[], share: number): number {
  return (
    numbers.toSorted((a, b) => a - b)[Math.min(numbers.length - 1, Math.floor(numbers.length * share))] ??
    Number.NaN
  );
}

function cell(value: number): string {
  return value.toFixed(value < 10 ? 2 : 0).padStart(8);
}
