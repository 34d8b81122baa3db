import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../free-port.ts';
import { AS_OF } from '../data/data-sets.ts';
import { type FaultyProxy, startProxy } from './proxy.ts';
import { mountStateDisk, type StateDisk } from './state-disk.ts';

const PROJECT = join(import.meta.dirname, '../../..');

/** Small enough to cut the experiments into several parts. */
const PART_BYTES = 1_500_000;

/** Folders, ports and the environment of one stack, the same for every start of it. */
export type Place = {
  readonly project: string;
  readonly stateDirectory: string;
  readonly dataDirectory: string;
  readonly sets: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly apiUrl: string;
  readonly lambdaUrl: string;
  /** Undefined where it takes root to have one. */
  readonly disk: StateDisk | undefined;
  readonly redis: FaultyProxy;
  readonly airflow: FaultyProxy;
  remove(): Promise<void>;
};

/** Makes a place of its own: free ports, folders below the system's temporary one, proxies, and a disk if it may. */
export async function makePlace(): Promise<Place> {
  const home = mkdtempSync(join(tmpdir(), 'etl-chaos-'));
  // PostgreSQL, which root runs as another user, has to get at its data.
  chmodSync(home, 0o755);
  const [stateDirectory, dataDirectory] = [join(home, 'state'), join(home, 'data')];
  mkdirSync(stateDirectory);
  const disk = mountStateDisk(stateDirectory);
  const names = ['API_PORT', 'LAMBDA_PORT', 'AIRFLOW_PORT', 'POSTGRES_PORT', 'REDIS_PORT'] as const;
  const ports = new Map<string, number>();
  for (const name of names) ports.set(name, await freePort());
  const portOf = (name: (typeof names)[number]) => ports.get(name) ?? 0;
  const [redis, airflow] = [await startProxy(portOf('REDIS_PORT')), await startProxy(portOf('AIRFLOW_PORT'))];
  const environment = {
    ...Object.fromEntries([...ports].map(([name, port]) => [name, String(port)])),
    ETL_STATE_DIR: stateDirectory,
    ETL_DATA_DIR: dataDirectory,
    ETL_AS_OF: AS_OF,
    ETL_PART_BYTES: String(PART_BYTES),
    ETL_TRIGGER_COOLDOWN_S: '0',
    NO_COLOR: '1',
    CHAOS_REDIS_URL: redis.url,
    CHAOS_AIRFLOW_URL: airflow.url,
    NODE_OPTIONS: `--import=${new URL('./point-at-proxies.mjs', import.meta.url).href}`,
  };
  const remove = async () => {
    await Promise.all([redis.close(), airflow.close()]);
    disk?.unmount();
    rmSync(home, { recursive: true, force: true });
  };
  return {
    ...{ project: PROJECT, stateDirectory, dataDirectory, sets: join(home, 'sets'), environment },
    apiUrl: `http://127.0.0.1:${portOf('API_PORT')}`,
    lambdaUrl: `http://127.0.0.1:${portOf('LAMBDA_PORT')}`,
    ...{ disk, redis, airflow, remove },
  };
}
