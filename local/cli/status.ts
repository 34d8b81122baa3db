import { DEFAULT_FOLDER } from '../../bundling/model-folder.ts';
import { print } from '../../terminal/output.ts';
import { runningStack } from '../stack/record.ts';
import type { Settings } from '../stack/settings.ts';
import { ApiClient } from './api-client.ts';
import { lastRunText } from './runs/last-run.ts';
import { alignedTable } from './tables/aligned-table.ts';

/** An API that takes longer does not answer, for somebody who wants to know what is going on. */
const TIMEOUT_MS = 2_000;

/** Where a person finds what. */
export function addressTable({
  apiPort,
  lambdaPort,
  airflowPort,
  postgresPort,
  redisPort,
  // Stacks of an earlier release have no such setting.
  model = DEFAULT_FOLDER,
  dataDir,
  realAirflow,
}: Settings): string[] {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return alignedTable([
    ['Dashboard', `${at(apiPort)}/`, 'runs, rejects and features, in a browser'],
    ['API', `${at(apiPort)}/trigger-etl`, 'start a run (GET or POST)'],
    ['', `${at(apiPort)}/runs`, 'how far runs are, and what they came to'],
    ['', `${at(apiPort)}/features`, 'the derived rows'],
    ['', `${at(apiPort)}/check/table`, 'is the table there?'],
    ['', `${at(apiPort)}/check/feature_derivation`, 'is it filled?'],
    ['', `${at(apiPort)}/health`, 'is everything ready?'],
    ['', `${at(apiPort)}/metrics`, 'figures for Prometheus'],
    ['', `${at(apiPort)}/docs`, 'API documentation'],
    ['Lambda', at(lambdaPort), 'Lambda Invoke API'],
    [
      'Airflow',
      at(airflowPort),
      realAirflow ? 'user interface, airflow/airflow' : 'REST API v2 (emulator, airflow/airflow)',
    ],
    ['Redis', at(redisPort), 'Upstash REST protocol (emulator)'],
    ['Postgres', `127.0.0.1:${postgresPort}`, "database etl_pipeline: ./run.sh sql 'SELECT ...'"],
    ['Input', dataDir, `the files that ${model}/inputs.ts names`],
  ]);
}

/** `./run.sh status`: whether a stack runs on this state folder, where, since when, and how the last run ended. */
export async function status(settings: Settings): Promise<number> {
  const running = await runningStack(settings.stateDir);
  if (!running) {
    print('Nothing is running. ./run.sh starts the stack, ./run.sh etl does one run.');
    return 1;
  }
  const state = running.addresses ? 'Running' : 'Starting';
  print([
    `${state} since ${running.startedAt} (process ${running.pid}).`,
    '',
    ...addressTable(running.settings),
  ]);
  if (running.addresses) {
    const api = new ApiClient(running.addresses.api, running.settings.handlers.API_KEY, TIMEOUT_MS);
    print(['', ...lastRunText(await api.lastRun(), new Date()).split('\n')]);
  }
  return 0;
}
