import { join } from 'node:path';
import { stopLeftParts } from '../airflow-native/processes.ts';
import { postgresAccess, startPostgres } from '../postgres/start-postgres.ts';
import { PortInUseError } from '../processes/port-in-use-error.ts';
import { isPortFree } from '../processes/ports.ts';
import { startRedis } from '../redis/server.ts';
import {
  type Addresses,
  addressesOf,
  addressOf,
  databaseUrls,
  HOST,
  handlerEnvironment,
} from './addresses.ts';
import { airflowHome, startEitherAirflow } from './airflow.ts';
import { startApiServer } from './api-server.ts';
import { bootstrap, checkHandlerSettings } from './bootstrap.ts';
import { claimDist } from './claim-dist.ts';
import { writeEnvFile } from './env-file.ts';
import { claimStateDir, releaseStateDir, updateRecord } from './record.ts';
import type { Settings } from './settings.ts';
import type { StackOptions } from './stack-options.ts';

export interface Stack {
  readonly addresses: Addresses;
  /** Resolves with the name of the part that ended by itself. */
  readonly broken: Promise<string>;
  /** Stops everything in reverse order of the start; may be called again. */
  stop(): Promise<void>;
}

/**
 * Starts the local stack: Postgres, the Redis emulator, serverless-offline, Airflow or its emulator. It returns when all
 * of it answers; when a part can't be started, those before it are stopped again.
 *
 * @throws StackRunningError, PortInUseError, or an Error that names the part
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, log } = options;
  const record = await claimStateDir(settings, log);
  const stops: (() => Promise<void>)[] = [() => releaseStateDir(settings.stateDir)];
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= stopAll(stops, log);
    return stopping;
  };
  try {
    return { ...(await startParts(options, record, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startParts(
  options: StackOptions,
  record: Awaited<ReturnType<typeof claimStateDir>>,
  stops: (() => Promise<void>)[],
): Promise<Omit<Stack, 'stop'>> {
  const { projectDir, settings, log, onLogLine } = options;
  const { stateDir } = settings;
  stops.push(await claimDist(projectDir, record, addressOf(settings.apiPort)));
  const left = await stopLeftParts(airflowHome(stateDir));
  if (left > 0) {
    log(`Stopped ${left} Airflow processes that an earlier start had left running`);
  }
  const place = { stateDir, host: HOST, port: settings.postgresPort, log };
  const addresses = addressesOf(settings, databaseUrls(await postgresAccess(place)));
  const environment = handlerEnvironment(settings, addresses);
  // Nothing is started before it is known that it can be.
  await Promise.all([refuseBusyPorts(settings), checkHandlerSettings(projectDir, environment)]);

  const { redis } = addresses;
  const runningRedis = await startRedis({ host: HOST, port: settings.redisPort, token: redis.token });
  stops.push(() => runningRedis.close());
  stops.push(await writeEnvFile(projectDir, environment, log));

  // The two that take longest, and neither needs the other to start.
  const logFile = join(stateDir, 'api.log');
  const starting = startPostgres(place);
  stops.push(() =>
    starting.then(
      (running) => running.stop(),
      () => undefined,
    ),
  );
  const api = startApiServer({
    ...{ projectDir, environment, logFile, log, onLogLine, apiPort: settings.apiPort },
    onSpawn: (apiPid) => updateRecord(record, { apiPid }),
  });
  stops.push(() => api.stop());
  const prepared = starting.then(() => bootstrap(projectDir, addresses));
  const [postgres] = await Promise.all([starting, prepared, api.ready]);

  const airflow = await startEitherAirflow(options, addresses);
  stops.push(() => airflow.stop());
  await updateRecord(record, { addresses });

  const broken = Promise.race([
    postgres.exited.then(() => 'PostgreSQL'),
    api.exited.then(() => `The API server (its log is ${logFile})`),
    airflow.broken,
  ]);
  return { addresses, broken };
}

/** Postgres looks after its own port, which a killed predecessor of ours may hold. */
async function refuseBusyPorts(settings: Settings): Promise<void> {
  const ports = [
    ['API_PORT', settings.apiPort],
    ['LAMBDA_PORT', settings.lambdaPort],
    ['AIRFLOW_PORT', settings.airflowPort],
    ['REDIS_PORT', settings.redisPort],
  ] as const;
  for (const [setting, port] of ports) {
    if (!(await isPortFree(HOST, port))) {
      throw new PortInUseError(port, setting);
    }
  }
}

async function stopAll(stops: (() => Promise<void>)[], log: (line: string) => void): Promise<void> {
  for (const stop of stops.reverse()) {
    // One part that won't stop must not keep the others running.
    await stop().catch((error: unknown) => log(`While stopping: ${(error as Error).message}`));
  }
}
