import { DEFAULT_FOLDER } from '../../bundling/model-folder.ts';
import { terminalWidth } from '../../terminal/lines/width.ts';
import { print, printJson } from '../../terminal/output.ts';
import { addressOf } from '../stack/addresses.ts';
import { runningStack, type StackRecord } from '../stack/record.ts';
import type { Settings } from '../stack/settings.ts';
import { ApiClient } from './api/api-client.ts';
import { overHttp } from './api/ask.ts';
import type { RunSummary } from './runs/run-views.ts';
import { lastRunText } from './runs/telling/last-run.ts';
import { alignedTable } from './tables/aligned-table.ts';
import { fits } from './tables/fitted-table.ts';

/** An API that takes longer does not answer, for somebody who wants to know what is going on. */
const TIMEOUT_MS = 2_000;

/**
 * Where a person finds what. Where that is wider than the terminal, what each address is for is left out: /docs tells it.
 *
 * @param width of the terminal; undefined where there is none
 */
export function addressTable(settings: Settings, width?: number): string[] {
  const { apiPort, lambdaPort, airflowPort, postgresPort, redisPort, dataDir, realAirflow } = settings;
  const api = addressOf(apiPort);
  const rows = [
    ['Dashboard', `${api}/`, 'in a browser'],
    ['API', `${api}/trigger-etl`, 'start a run'],
    ['', `${api}/runs`, 'progress and results'],
    ['', `${api}/features`, 'the derived rows'],
    ['', `${api}/check/table`, 'is the table there?'],
    ['', `${api}/check/feature_derivation`, 'is it filled?'],
    ['', `${api}/health`, 'is everything ready?'],
    ['', `${api}/metrics`, 'for Prometheus'],
    ['', `${api}/docs`, 'API documentation'],
    ['Lambda', addressOf(lambdaPort), 'Lambda Invoke API'],
    ['Airflow', addressOf(airflowPort), realAirflow ? 'user airflow/airflow' : 'emulator, REST v2'],
    ['Redis', addressOf(redisPort), 'emulator, Upstash'],
    ['Postgres', `127.0.0.1:${postgresPort}`, './run.sh sql QUERY'],
  ];
  const table = alignedTable(rows);
  const shown = fits(table, width) ? table : alignedTable(rows.map((row) => row.slice(0, 2)));
  // Paths are as long as they are, and must not push the rest aside. Stacks of an earlier release have no model.
  const { model = DEFAULT_FOLDER } = settings;
  return [...shown, `Input      ${dataDir}`, `           (the files that ${model}/inputs.ts names)`];
}

/** What `status --json` prints. It has no password. */
export interface StatusRecord {
  readonly state: 'running' | 'starting' | 'stopped';
  readonly stateDir: string;
  readonly pid: number | null;
  readonly startedAt: string | null;
  readonly model: string | null;
  readonly dataDir: string | null;
  readonly realAirflow: boolean | null;
  /** Where its parts are; of Postgres host and port. */
  readonly addresses: Readonly<Record<'api' | 'lambda' | 'airflow' | 'redis' | 'postgres', string>> | null;
  /** As GET /runs has it; null when there was none, or when the API does not answer. */
  readonly lastRun: RunSummary | null;
}

/** A stack, or that there is none, for programs. */
export function statusRecord(
  stateDir: string,
  running: StackRecord | undefined,
  lastRun: RunSummary | null,
): StatusRecord {
  if (!running) {
    const none = { pid: null, startedAt: null, model: null, dataDir: null, realAirflow: null };
    return { state: 'stopped', stateDir, ...none, addresses: null, lastRun };
  }
  const { pid, startedAt, settings } = running;
  const { model = DEFAULT_FOLDER, dataDir, realAirflow } = settings;
  return {
    state: running.addresses ? 'running' : 'starting',
    ...{ stateDir, pid, startedAt, model, dataDir, realAirflow },
    addresses: {
      api: addressOf(settings.apiPort),
      lambda: addressOf(settings.lambdaPort),
      airflow: addressOf(settings.airflowPort),
      redis: addressOf(settings.redisPort),
      postgres: `127.0.0.1:${settings.postgresPort}`,
    },
    lastRun,
  };
}

/**
 * `./run.sh status`: whether a stack runs on this state folder, where, since when, and how the last run ended. The exit code is
 * 1 when nothing is running.
 */
export async function status({ stateDir }: Settings, { json }: { readonly json: boolean }): Promise<number> {
  const running = await runningStack(stateDir);
  const lastRun = running?.addresses && (await lastRunOf(running));
  if (json) {
    printJson(statusRecord(stateDir, running, lastRun ?? null));
  } else if (running) {
    print(statusText(running, lastRun));
  } else {
    print('Nothing is running. ./run.sh starts the stack, ./run.sh etl does one run.');
  }
  return running ? 0 : 1;
}

function statusText(running: StackRecord, lastRun: RunSummary | null | undefined): string[] {
  const state = running.addresses ? 'Running' : 'Starting';
  const last = running.addresses ? ['', ...lastRunText(lastRun, new Date()).split('\n')] : [];
  return [
    `${state} since ${running.startedAt} (process ${running.pid}).`,
    '',
    ...addressTable(running.settings, terminalWidth(process.stdout)),
    ...last,
  ];
}

async function lastRunOf({ settings }: StackRecord): Promise<RunSummary | null | undefined> {
  const ask = overHttp(addressOf(settings.apiPort), settings.handlers.API_KEY);
  return await new ApiClient(ask, TIMEOUT_MS).lastRun();
}
