/**
 * `./run.sh bench`: what our API costs. It starts a stack of its own, and an emulator with one of our endpoints
 * beside a handler that does nothing and one that only asks the database, and asks all in turn. Prints medians and ratios; asserts nothing.
 */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { handlerEnvironment } from '../local/stack/addresses.ts';
import { readSettings } from '../local/stack/settings.ts';
import { benchOptions } from './arguments.ts';
import { type Answered, measureAtOnce } from './http/at-once.ts';
import { startEmulator } from './http/emulator.ts';

const USAGE = `Usage: ./run.sh bench [--requests N] [--runs N]
       ./run.sh bench data|routes|airflow [--help]

What the API costs over a handler that does nothing, with one connection and
with up to 64 at once, there over one that only asks the database as well, and
how long a run over the sample takes.

  --requests N  requests to each of both (500)
  --runs N      runs (7)

data measures reading and adding up beside DuckDB, Polars, PostgreSQL and
csv-parse; routes every reading route; airflow a run with a real Airflow.`;

const { values } = benchOptions(USAGE, () =>
  parseArgs({
    options: { requests: { type: 'string', default: '500' }, runs: { type: 'string', default: '7' } },
  }),
);
const REQUESTS = Number(values.requests);
const RUNS = Number(values.runs);

const PROJECT = join(import.meta.dirname, '..');
const SETTINGS = {
  API_PORT: '15000',
  LAMBDA_PORT: '15002',
  AIRFLOW_PORT: '15080',
  POSTGRES_PORT: '15432',
  REDIS_PORT: '15079',
  ETL_TRIGGER_COOLDOWN_S: '0',
  LOG_LEVEL: process.env['LOG_LEVEL'] ?? 'error',
  BENCH_PORT: '15500',
  BENCH_LAMBDA_PORT: '15502',
};
const API = `http://127.0.0.1:${SETTINGS.API_PORT}`;
const EMULATOR = `http://127.0.0.1:${SETTINGS.BENCH_PORT}`;

const median = (numbers: number[]): number => {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};
const milliseconds = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;
const row = (name: string, figure: string, beside = '') =>
  console.log(`${name.padEnd(44)} ${figure.padStart(10)}  ${beside}`);

function start(
  program: string,
  args: string[],
  cwd: string,
  environment: Record<string, string>,
): ChildProcess {
  return spawn(program, args, { cwd, env: { ...process.env, ...environment }, stdio: 'ignore' });
}

async function answered(url: string): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))) {
    await delay(10);
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const get = async (url: string) => (await fetch(url)).text();

async function measureStart(stateDir: string): Promise<void> {
  const environment = { ...SETTINGS, ETL_STATE_DIR: stateDir };
  for (const name of ['first start (makes the database)', 'later start']) {
    const startedAt = performance.now();
    const stack = start(join(PROJECT, 'run.sh'), [], PROJECT, environment);
    await answered(`${API}/check/table`);
    row(`first answer, ${name}`, milliseconds(performance.now() - startedAt));
    stack.kill('SIGINT');
    await new Promise((resolve) => stack.once('exit', resolve));
  }
}

async function measureEndpoint(environment: Record<string, string>): Promise<void> {
  const emulator = startEmulator(PROJECT, environment);
  await answered(`${EMULATOR}/bare`);
  const urls = { bare: `${EMULATOR}/bare`, ours: `${EMULATOR}/check/table` };
  for (let warming = 0; warming < 50; warming++) {
    for (const url of Object.values(urls)) {
      await get(url);
    }
  }
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let request = 0; request < REQUESTS; request++) {
    times.bare.push(await timed(() => get(urls.bare)));
    times.ours.push(await timed(() => get(urls.ours)));
  }
  const [bare, ours] = [median(times.bare), median(times.ours)];
  row(
    '/check/table, warm, p50',
    milliseconds(ours),
    `${(ours / bare).toFixed(2)}x a handler that does nothing (${milliseconds(bare)})`,
  );
  const all = { ...urls, asking: `${EMULATOR}/asking` };
  for await (const { connections, answered: by } of measureAtOnce(all)) {
    const ratio = ({ requestsPerSecond }: Answered) =>
      (by.ours.requestsPerSecond / requestsPerSecond).toFixed(2);
    row(`/check/table, ${connections} at once`, ...cells(by.ours));
    row('  a handler that does nothing', ...cells(by.bare, `ours ${ratio(by.bare)}x`));
    row('  one that only asks the database', ...cells(by.asking, `ours ${ratio(by.asking)}x`));
  }
  emulator.kill('SIGINT');
}

const cells = ({ requestsPerSecond, p50, p99 }: Answered, beside = ''): [string, string] => [
  `${requestsPerSecond.toFixed(0)}/s`,
  `p50 ${milliseconds(p50)}, p99 ${milliseconds(p99)}${beside && `; ${beside}`}`,
];

async function measureRuns(stateDir: string): Promise<void> {
  const record = JSON.parse(readFileSync(join(stateDir, 'stack.json'), 'utf8'));
  const { airflow } = record.addresses;
  const login = await fetch(`${airflow.url}/auth/token`, {
    method: 'POST',
    body: JSON.stringify(airflow),
    headers: { 'content-type': 'application/json' },
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const headers = { authorization: `Bearer ${access_token}` };
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    times.push(
      await timed(async () => {
        const { runId } = (await (await fetch(`${API}/trigger-etl`, { method: 'POST' })).json()) as {
          runId: string;
        };
        const url = `${airflow.url}/api/v2/dags/etl_pipeline/dagRuns/${runId}`;
        while (((await (await fetch(url, { headers })).json()) as { state: string }).state !== 'success') {
          await delay(2);
        }
      }),
    );
    await delay(300);
  }
  const [cold = Number.NaN, ...warm] = times;
  row('trigger to published, sample, first', milliseconds(cold));
  row('trigger to published, sample, warm (median)', milliseconds(median(warm)));
}

const stateDir = mkdtempSync(join(tmpdir(), 'etl-bench-'));
const environment = { ...SETTINGS, ETL_STATE_DIR: stateDir };
try {
  await measureStart(stateDir);
  const stack = start(join(PROJECT, 'run.sh'), [], PROJECT, environment);
  while (!(await fetch(`${API}/health`).catch(() => undefined))?.ok) {
    await delay(50);
  }
  await measureRuns(stateDir);
  const { addresses } = JSON.parse(readFileSync(join(stateDir, 'stack.json'), 'utf8'));
  const ours = handlerEnvironment(readSettings(environment, PROJECT), addresses);
  await measureEndpoint({ ...environment, ...ours });
  stack.kill('SIGINT');
  await new Promise((resolve) => stack.once('exit', resolve));
  for (const file of globSync('dist/handlers/*.js', { cwd: PROJECT }).sort()) {
    const kilobytes = Math.round(statSync(join(PROJECT, file)).size / 1024);
    row(`bundle of ${basename(file, '.js')}`, `${kilobytes} KB`, 'of 200 KB at most');
  }
} finally {
  spawnSync(join(PROJECT, 'run.sh'), ['reset', '--yes'], { env: { ...process.env, ...environment } });
  rmSync(stateDir, { recursive: true, force: true });
}
