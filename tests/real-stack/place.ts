import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../free-port.ts';
import { killAll } from './processes.ts';

const PROJECT = join(import.meta.dirname, '../..');

/** Folders, ports and the environment of one stack, the same for every start of it. */
export interface Place {
  readonly project: string;
  /** What the folders below are in. */
  readonly home: string;
  readonly stateDirectory: string;
  readonly dataDirectory: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly apiUrl: string;
  readonly lambdaUrl: string;
  readonly redisPort: number;
  readonly airflowPort: number;
  /** Kills what still runs there and removes the folders. */
  remove(): Promise<void>;
}

/**
 * Makes a place of its own: free ports, and folders below the system's temporary one.
 *
 * @param settings of run.sh, beside those
 */
export async function makePlace(settings: Readonly<Record<string, string>>): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'etl-real-'));
  // PostgreSQL, which root runs as another user, has to get at its data.
  chmodSync(home, 0o755);
  const [stateDirectory, dataDirectory] = [join(home, 'state'), join(home, 'data')];
  for (const directory of [stateDirectory, dataDirectory]) {
    mkdirSync(directory);
  }
  const [api, lambda] = [await freePort(), await freePort()];
  const [airflowPort, redisPort, postgres] = [await freePort(), await freePort(), await freePort()];
  const environment = {
    ...{ API_PORT: String(api), LAMBDA_PORT: String(lambda), AIRFLOW_PORT: String(airflowPort) },
    ...{ REDIS_PORT: String(redisPort), POSTGRES_PORT: String(postgres) },
    ...{ ETL_STATE_DIR: stateDirectory, ETL_DATA_DIR: dataDirectory, ETL_TRIGGER_COOLDOWN_S: '0' },
    ...{ NO_COLOR: '1', ...settings },
  };
  const remove = async () => {
    await killAll(stateDirectory);
    rmSync(home, { recursive: true, force: true });
  };
  return {
    ...{ project: PROJECT, home, stateDirectory, dataDirectory, environment, airflowPort, redisPort, remove },
    apiUrl: `http://127.0.0.1:${api}`,
    lambdaUrl: `http://127.0.0.1:${lambda}`,
  };
}
