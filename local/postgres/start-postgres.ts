import { PortInUseError } from '../processes/port-in-use-error.ts';
import { isPortFree } from '../processes/ports.ts';
import { stopProcess } from '../processes/stop-process.ts';
import { DATABASE, ensureDatabase } from './application-database.ts';
import { usableBinaries } from './binaries/binaries.ts';
import { findBinariesPackage } from './binaries/binaries-package.ts';
import { ADMIN_ROLE, ensureCluster } from './cluster.ts';
import { type Place, preparePlace } from './place.ts';
import { removeAbandonedHomes } from './remove-postgres.ts';
import { type Passwords, readOrMakePasswords } from './secrets.ts';
import { FAST_SHUTDOWN, stopForgotten, stopLeftBehind } from './server/leftovers.ts';
import { serverLogFile, watchLogSize } from './server/server-log.ts';
import { type Exit, type ServerAddress, type ServerProcess, startServer } from './server/server-process.ts';

const SETTING_NAME = 'POSTGRES_PORT';

const USUAL_HOST = '127.0.0.1';

export interface PostgresOptions {
  /** Made if missing. Passwords, log and, if the server's user can get there, the data are kept in it. */
  stateDir: string;
  /** The address to listen on; 127.0.0.1 unless told. */
  host?: string;
  port: number;
  /** Receives one line per thing worth telling. */
  log?: (line: string) => void;
}

/** What it takes to use the PostgreSQL of a state directory. */
export interface PostgresAccess {
  /** The superuser's address of the database `etl_pipeline`. */
  adminUrl: string;
  passwords: Passwords;
}

export interface RunningPostgres extends PostgresAccess {
  port: number;
  /** Ends the server: fast shutdown, immediate after 10 s. Returns once it is gone; may be called again. */
  stop(): Promise<void>;
  /** Resolves when the server has ended, for whatever reason. */
  exited: Promise<Exit>;
}

/**
 * How the PostgreSQL of a state directory will be used, before it is started: so what uses it can start beside it.
 *
 * @param options of its start; the state directory must exist
 * @throws StateDirectoryError when its passwords can't be read
 */
export async function postgresAccess({
  stateDir,
  host = USUAL_HOST,
  port,
}: PostgresOptions): Promise<PostgresAccess> {
  const passwords = await readOrMakePasswords(stateDir);
  return { passwords, adminUrl: urlFor({ host, port }, passwords.admin, DATABASE) };
}

/**
 * Starts the PostgreSQL of a state directory: makes it at the first call, ends what a killed predecessor left running,
 * and returns once the database `etl_pipeline` accepts connections. Whether another stack that is alive uses this
 * state directory is the caller's to know: its server is taken for a left-behind one.
 *
 * If this process ends without `stop`, the server goes on running; the next start finds it.
 *
 * @throws PortInUseError when somebody else holds the port (setting POSTGRES_PORT); StateDirectoryError when the state
 * directory is unusable; PostgresStartError when there are no binaries or the server does not start.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const began = performance.now();
  const log = options.log ?? (() => undefined);
  const address = { host: options.host ?? USUAL_HOST, port: options.port, settingName: SETTING_NAME };
  const source = findBinariesPackage();
  const place = await preparePlace(options.stateDir);
  const access = await postgresAccess({ ...options, stateDir: place.stateDir });
  const { passwords } = access;
  const binaries = await usableBinaries(source, place.base, place.user);
  await clearTheWay(place, address, log);
  const created = await ensureCluster(place, binaries, source.version, passwords.admin);
  const server = await startServer(place, binaries, address);
  await stoppingOnError(server, () => ensureDatabase(urlFor(address, passwords.admin, 'postgres')));
  const seconds = ((performance.now() - began) / 1000).toFixed(2);
  log(
    `PostgreSQL ${created ? 'created and ' : ''}started on ${address.host}:${address.port} in ${seconds} s`,
  );
  return running(server, place, { port: address.port, ...access });
}

async function clearTheWay(place: Place, address: ServerAddress, log: (line: string) => void): Promise<void> {
  const stopped = await stopLeftBehind(place.dataDir);
  if (stopped !== undefined) {
    log(`Stopped a PostgreSQL that an earlier start had left running (process ${stopped})`);
  }
  await removeAbandonedHomes(place);
  if (await isPortFree(address.host, address.port)) {
    return;
  }
  const forgotten = await stopForgotten(place.dataDir);
  if (forgotten.length === 0 || !(await isPortFree(address.host, address.port))) {
    throw new PortInUseError(address.port, address.settingName);
  }
  log(`Stopped a PostgreSQL whose data had been removed (process ${forgotten.join(', ')})`);
}

async function stoppingOnError(server: ServerProcess, task: () => Promise<void>): Promise<void> {
  try {
    await task();
  } catch (error) {
    await stopProcess(server.child, FAST_SHUTDOWN);
    throw error;
  }
}

function running(
  { child, exited }: ServerProcess,
  place: Place,
  facts: Pick<RunningPostgres, 'port' | 'adminUrl' | 'passwords'>,
): RunningPostgres {
  const stopWatching = watchLogSize(serverLogFile(place.stateDir));
  return {
    ...facts,
    stop: () => stopProcess(child, FAST_SHUTDOWN),
    exited: exited.finally(stopWatching),
  };
}

function urlFor(
  { host, port }: Pick<ServerAddress, 'host' | 'port'>,
  password: string,
  database: string,
): string {
  return `postgres://${ADMIN_ROLE}:${password}@${host}:${port}/${database}`;
}
