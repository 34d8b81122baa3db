import { startAirflow } from '../../../local/airflow/start.ts';
import { startPostgres } from '../../../local/postgres/start-postgres.ts';
import { startRedis } from '../../../local/redis/server.ts';
import { databaseUrls } from '../../../local/stack/addresses.ts';
import { freePort } from '../../free-port.ts';
import { makeRunDirectory, removeLeftovers, removeRunDirectory } from '../../integration/run-directory.ts';
import type { Aws } from './aws.ts';
import { startSigningProxy } from './signing-proxy.ts';

/** What the functions need beside AWS: a database, a Redis, and an Airflow that calls the steps. */
export interface Services {
  readonly database: { readonly admin: string; readonly owner: string; readonly reader: string };
  readonly redis: { readonly url: string; readonly token: string };
  readonly airflow: { readonly url: string; readonly username: string; readonly password: string };
  stop(): Promise<void>;
}

/** Ministack reports no error by its name, so that Airflow tries again what is final: once, and at once. */
const RETRIES = { retries: 1, retryDelayMs: 50 } as const;

/**
 * Starts them on free ports of 127.0.0.1: the embedded PostgreSQL and the emulators of the local stack.
 *
 * @param lambda with the keys of whom Airflow calls the steps
 * @param functionPrefix service and stage, in front of a step's name
 */
export async function startServices(lambda: Aws, functionPrefix: string): Promise<Services> {
  await removeLeftovers();
  const stateDir = await makeRunDirectory(0o755);
  const postgres = await startPostgres({ stateDir, port: await freePort() });
  const token = 'token-of-the-tests';
  const redis = await startRedis({ port: await freePort(), token });
  const proxy = await startSigningProxy(lambda);
  const login = { username: 'airflow', password: 'password-of-the-tests' };
  const airflow = await startAirflow({
    ...{ port: await freePort(), ...login, ...RETRIES },
    lambda: { endpoint: proxy.url, functionPrefix },
  });
  return {
    database: databaseUrls(postgres),
    redis: { url: redis.url, token },
    airflow: { url: airflow.url, ...login },
    stop: async () => {
      await airflow.close();
      await Promise.all([proxy.close(), redis.close(), postgres.stop()]);
      await removeRunDirectory(stateDir);
    },
  };
}
