import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type AirflowClient, connectAirflow } from '../../lib/clients/airflow.ts';
import { handlerEnvironment } from '../../local/stack/addresses.ts';
import { readSettings } from '../../local/stack/settings.ts';
import { freePort } from '../../tests/free-port.ts';

const PROJECT = join(import.meta.dirname, '../..');
const START_MS = 120_000;

/** The embedded stack, of its own, with the files of a folder that is filled later. */
export interface BenchStack {
  /** Where the API is. */
  readonly api: string;
  /** What the handlers have in their environment. */
  readonly handlers: Readonly<Record<string, string>>;
  /** As the owner of the tables. */
  readonly databaseUrl: string;
  readonly airflow: AirflowClient;
  /** The folder that it reads. */
  readonly dataDirectory: string;
  /** Ends it and removes what it left. */
  stop(): Promise<void>;
}

/**
 * Starts `./run.sh` on free ports and a state folder of its own.
 *
 * @param settings what its environment has besides
 * @throws Error when it does not answer within two minutes
 */
export async function startBenchStack(settings: Readonly<Record<string, string>> = {}): Promise<BenchStack> {
  const home = mkdtempSync(join(tmpdir(), 'etl-bench-'));
  const stateDir = join(home, 'state');
  const dataDirectory = join(home, 'data');
  const ports = ['API_PORT', 'LAMBDA_PORT', 'AIRFLOW_PORT', 'POSTGRES_PORT', 'REDIS_PORT'];
  const environment = {
    ...Object.fromEntries(await Promise.all(ports.map(async (name) => [name, String(await freePort())]))),
    ...{ ETL_STATE_DIR: stateDir, ETL_DATA_DIR: dataDirectory, LOG_LEVEL: 'error' },
    ...settings,
  } as Record<string, string>;
  const options = { cwd: PROJECT, env: { ...process.env, ...environment }, stdio: 'ignore' } as const;
  const child = spawn(join(PROJECT, 'run.sh'), [], options);
  const stop = async () => {
    if (child.exitCode === null) {
      child.kill('SIGINT');
      await once(child, 'exit');
    }
    spawnSync(join(PROJECT, 'run.sh'), ['reset', '--yes'], options);
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const deadline = Date.now() + START_MS;
    const url = `http://127.0.0.1:${environment['API_PORT']}/health`;
    while (!(await fetch(url).catch(() => undefined))?.ok) {
      if (Date.now() > deadline || child.exitCode !== null) {
        throw new Error('the stack did not start');
      }
      await delay(50);
    }
    const { addresses } = JSON.parse(readFileSync(join(stateDir, 'stack.json'), 'utf8'));
    const handlers = handlerEnvironment(readSettings(environment, PROJECT), addresses);
    const { AIRFLOW_URL, AIRFLOW_USERNAME, AIRFLOW_PASSWORD, DATABASE_URL } = handlers as Record<
      string,
      string
    >;
    const login = { url: AIRFLOW_URL, username: AIRFLOW_USERNAME, password: AIRFLOW_PASSWORD };
    const airflow = connectAirflow({ ...login, timeoutMs: 60_000 } as Parameters<typeof connectAirflow>[0]);
    const api = `http://127.0.0.1:${environment['API_PORT']}`;
    return { api, handlers, databaseUrl: DATABASE_URL as string, airflow, dataDirectory, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
