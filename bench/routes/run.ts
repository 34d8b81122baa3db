/**
 * `./run.sh bench routes [--users N] [--requests N]`: what each reading route takes over a table of so many users, as a client
 * sees it and inside the function, beside the same query alone through postgres.js. Prints p50 and p99; asserts nothing.
 */

import { linkSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import postgres from 'postgres';
import { model } from '../../lib/chosen-model.ts';
import { connectPostgres } from '../../lib/clients/postgres.ts';
import { nextPage } from '../../lib/http/route/pages.ts';
import { featurePageStatement } from '../../lib/store/derivation/queries/feature-sql.ts';
import type { FeatureOrder } from '../../lib/store/derivation/row-order.ts';
import { derivationTable, sortableColumns } from '../../lib/store/derivation/table-columns.ts';
import { benchOptions } from '../arguments.ts';
import { generateExperiments, generateUsersAndCompounds } from '../data/generate.ts';
import { startBenchStack } from '../data/stack.ts';
import { queriesOf } from './queries.ts';

const USAGE = `Usage: ./run.sh bench routes [--users N] [--requests N]

What each reading route takes over a table of users: over HTTP, inside the
function, and the query alone.

  --users N     users in the table (1000000)
  --requests N  requests to each route (300)`;

const { values } = benchOptions(USAGE, () =>
  parseArgs({
    options: { users: { type: 'string', default: '1000000' }, requests: { type: 'string', default: '300' } },
  }),
);
const USERS = Number(values.users);
const REQUESTS = Number(values.requests);
const WARM_UP = 30;
/** Those of a table that is long enough, and how long is waited for them. */
const INDEXES = USERS >= 50_000 ? 8 : 0;
const BUILD_MS = 60_000;
const PAGE = 50;
const AS_OF = '2026-01-01';

const table = derivationTable(model);
const order = (name: string, descending = false, after?: FeatureOrder['after']): FeatureOrder => {
  const column = table.columns.find((candidate) => candidate.name === name);
  if (!column) {
    throw new Error(`there is no column ${name}`);
  }
  return { column, descending, after };
};
const page = (by: FeatureOrder, search?: string, limit = PAGE) =>
  featurePageStatement(table, { ...by, countedTo: AS_OF }, { search, folding: 'indexed', limit: limit + 1 });

const middle = String(Math.floor(USERS / 2));
const stack = await startBenchStack();
Object.assign(process.env, stack.handlers, { LOG_LEVEL: 'error' });
const sql = postgres(stack.databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
const database = connectPostgres(stack.databaseUrl, { statementTimeoutMs: 60_000 });

try {
  const runId = await fillTable();
  const queries = queriesOf(database, model, runId);
  const routes: Route[] = [
    ...(await sortedPages()),
    ...searches(),
    ['features', {}, '/features?limit=1000&format=csv', () => query(page(order('user_id'), undefined, 1000))],
    [
      'user-features',
      { userId: middle },
      `/features/${middle}`,
      () => sql`SELECT * FROM users_derivation WHERE user_id = ${middle}`,
    ],
    ['stats', {}, '/stats', queries.stats],
    ['runs', {}, '/runs', queries.runs],
    ['run', { runId }, `/runs/${runId}`, queries.run],
    ['rejects', { runId }, `/runs/${runId}/rejects`, queries.rejects],
    ['metrics', {}, '/metrics', queries.metrics],
    ['check-table', {}, '/check/table', queries.tableExists],
    ['check-feature-derivation', {}, '/check/feature_derivation', queries.rows],
    ['health', {}, '/health'],
    ['openapi', {}, '/openapi.json'],
    ['dashboard', {}, '/'],
  ];
  console.log(`${USERS} users; milliseconds, ${REQUESTS} requests one after the other`);
  console.log(
    `${''.padEnd(48)}${'over HTTP'.padStart(14)}  ${'the function'.padStart(14)}  ${'query alone'.padStart(14)}   function/`,
  );
  console.log(`${'route'.padEnd(46)}${'     p50     p99'.repeat(3)}    query p50`);
  for (const route of routes) {
    await measure(route);
  }
} finally {
  await sql.end({ timeout: 1 });
  await database.end();
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
  linkSync(join(source, 'compounds.csv'), join(stack.dataDirectory, 'compounds.csv'));
  // Somebody whose name has an accent.
  const users = readFileSync(join(source, 'users.csv'), 'utf8');
  writeFileSync(join(stack.dataDirectory, 'users.csv'), users.replace(`,User ${middle},`, ',Zoë Ødegård,'));
  await stack.airflow.startRun('bench-routes', { asOf: AS_OF });
  for (;;) {
    const run = await stack.airflow.findRun('bench-routes');
    if (run?.state === 'failed') {
      throw new Error('the run failed');
    }
    if (run?.state === 'success') {
      break;
    }
    await delay(100);
  }
  const startedAt = performance.now();
  for (let indexes = 0; indexes < INDEXES && performance.now() - startedAt < BUILD_MS; await delay(50)) {
    const [row] = await sql`SELECT count(*)::int AS count FROM pg_indexes WHERE indexname LIKE 'etl_by_%'`;
    indexes = row?.['count'] ?? 0;
  }
  console.log(`indexes were there ${Math.round(performance.now() - startedAt)} ms after the run had ended`);
  // As autovacuum would, a minute later.
  await sql`ANALYZE users_derivation`;
  return 'bench-routes';
}

/** The first page by each column, and one after the row in the middle, in both directions. */
async function sortedPages(): Promise<Route[]> {
  const routes: Route[] = [];
  for (const { name } of sortableColumns(table)) {
    for (const descending of [false, true]) {
      const path = `/features?sort=${descending ? '-' : ''}${name}&limit=${PAGE}`;
      const statement = page(order(name, descending));
      routes.push(['features', {}, path, () => query(statement)]);
      const [last] = await sql.unsafe(
        `SELECT ${name}::text AS value, user_id::text AS key FROM users_derivation WHERE user_id = ${middle}`,
      );
      const after = { value: last?.['value'] ?? null, key: last?.['key'] ?? '' };
      const request = { path: '/features', query: { sort: `${descending ? '-' : ''}${name}`, limit: PAGE } };
      const next = nextPage(request.path, request.query, [after.value, after.key]);
      const statementAfter = page(order(name, descending, after));
      routes.push(['features', {}, next, () => query(statementAfter)]);
    }
  }
  return routes;
}

/** Searches that find one row, many, none; by a name, an address, a key, and without the accents of what is there. */
function searches(): Route[] {
  return ['zoe', `user${middle}`, middle, 'user', 'example.com', 'nobody'].map((search) => {
    const statement = page(order('user_id'), search);
    return ['features', {}, `/features?search=${search}&limit=${PAGE}`, () => query(statement)];
  });
}

async function query({ text, parameters }: ReturnType<typeof page>): Promise<void> {
  await sql.unsafe(text, parameters, { prepare: true });
}

/** The bundle of a handler, what stands in its path, the path, and the query that answers it. */
type Route = [file: string, params: Record<string, string>, path: string, alone?: () => Promise<unknown>];

/** The route over HTTP, the function called in this process, and the query alone, in turn. A slow one is asked less often. */
async function measure([file, params, path, alone]: Route): Promise<void> {
  const overHttp = async () => {
    const response = await fetch(stack.api + path);
    await response.arrayBuffer();
    if (!response.ok) {
      throw new Error(`${path}: ${response.status}`);
    }
  };
  const bundle = join(import.meta.dirname, `../../dist/handlers/${file}.js`);
  const { handler } = (await import(bundle)) as {
    handler: (event: object, context: object) => Promise<unknown>;
  };
  const { pathname, searchParams } = new URL(path, stack.api);
  const event = {
    rawPath: pathname,
    pathParameters: params,
    queryStringParameters: Object.fromEntries(searchParams),
    headers: { accept: '*/*' },
    requestContext: { http: { method: 'GET', path: pathname } },
  };
  const inProcess = () => handler(event, { getRemainingTimeInMillis: () => 60_000 });

  const works = [overHttp, inProcess, alone ?? (() => Promise.resolve())];
  const requests = Math.max(20, Math.min(REQUESTS, Math.round(10_000 / (await timed(overHttp)))));
  const times: number[][] = works.map(() => []);
  for (let request = 0; request < requests + WARM_UP; request++) {
    for (const [index, work] of works.entries()) {
      const ms = await timed(work);
      if (request >= WARM_UP) {
        times[index]?.push(ms);
      }
    }
  }
  const [http = [], within = [], queried = []] = times;
  const cells = [http, within, ...(alone ? [queried] : [])].flatMap((own) => [
    quantile(own, 0.5),
    quantile(own, 0.99),
  ]);
  const ratio = alone ? `   ${(quantile(within, 0.5) / quantile(queried, 0.5)).toFixed(2)}` : '';
  console.log(`${path.replace(/cursor=.*/, 'cursor=…').padEnd(46)}${cells.map(cell).join('')}${ratio}`);
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
