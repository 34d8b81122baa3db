import { runningStack } from '../stack/record.ts';
import type { Settings } from '../stack/settings.ts';
import { alignedTable } from './terminal.ts';

/** Where a person finds what. */
export function addressTable({
  apiPort,
  lambdaPort,
  airflowPort,
  postgresPort,
  redisPort,
  dataDir,
  realAirflow,
}: Settings): string {
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return alignedTable([
    ['API', `${at(apiPort)}/trigger-etl`, 'start a run (GET or POST)'],
    ['', `${at(apiPort)}/check/table`, 'is the table there?'],
    ['', `${at(apiPort)}/check/feature_derivation`, 'is it filled?'],
    ['', `${at(apiPort)}/health`, 'is everything ready?'],
    ['Lambda', at(lambdaPort), 'Lambda Invoke API'],
    [
      'Airflow',
      at(airflowPort),
      realAirflow ? 'user interface, airflow/airflow' : 'REST API v2 (emulator, airflow/airflow)',
    ],
    ['Redis', at(redisPort), 'Upstash REST protocol (emulator)'],
    ['Postgres', `127.0.0.1:${postgresPort}`, "database etl_pipeline: ./run.sh sql 'SELECT ...'"],
    ['Input', dataDir, 'users.csv, user_experiments.csv, compounds.csv'],
  ]);
}

/** `./run.sh status`: whether a stack runs on this state folder, where, and since when. */
export async function status(settings: Settings): Promise<number> {
  const running = await runningStack(settings.stateDir);
  if (!running) {
    process.stdout.write('Nothing is running. ./run.sh starts the stack, ./run.sh etl does one run.\n');
    return 1;
  }
  const state = running.addresses ? 'Running' : 'Starting';
  process.stdout.write(`${state} since ${running.startedAt} (process ${running.pid}).\n\n`);
  process.stdout.write(`${addressTable(running.settings)}\n`);
  return 0;
}
