import { execFile, spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { PROJECT_DIR } from '../../e2e/support/project.ts';

const run = promisify(execFile);
const POLL_MS = 250;

async function docker(args: string[], environment: Readonly<Record<string, string>> = {}): Promise<string> {
  const { stdout } = await run('docker', args, {
    cwd: PROJECT_DIR,
    // tests/run.ts names the default model, which Compose knows by no name at all.
    env: { ...process.env, ETL_MODEL: '', ...environment },
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}

/**
 * Runs `docker compose …` on the stack under test, which COMPOSE_PROJECT_NAME names (default: that of the file).
 *
 * @returns what it prints; throws when it fails
 */
export async function compose(...args: string[]): Promise<string> {
  return await docker(['compose', ...args]);
}

/** As `compose`, with other settings than those of the stack. */
export async function composeWith(
  settings: Readonly<Record<string, string>>,
  ...args: string[]
): Promise<string> {
  return await docker(['compose', ...args], settings);
}

/** What `docker inspect` says of a service's container. */
export interface Container {
  readonly Id: string;
  readonly State: {
    readonly Status: string;
    readonly ExitCode: number;
    readonly OOMKilled: boolean;
    readonly Health?: { Status: string };
  };
  readonly Config: { readonly User: string };
  readonly HostConfig: {
    readonly ReadonlyRootfs: boolean;
    /** Bytes; 0 is no limit. */
    readonly Memory: number;
    /** Null, 0 and -1 are no limit. */
    readonly PidsLimit: number | null;
    readonly CapDrop: readonly string[] | null;
    readonly CapAdd: readonly string[] | null;
    readonly SecurityOpt: readonly string[] | null;
  };
  readonly Mounts: readonly { readonly Destination: string; readonly RW: boolean; readonly Type: string }[];
  readonly NetworkSettings: {
    readonly Ports: Readonly<Record<string, readonly { HostIp: string; HostPort: string }[] | null>>;
    readonly Networks: Readonly<Record<string, { IPAddress: string }>>;
  };
}

type LabelledContainer = Container & { Config: { Labels: Record<string, string> } };

/** The containers of the stack by their services, also those that have ended. */
export async function containers(): Promise<ReadonlyMap<string, Container>> {
  const found = await inspected(await compose('ps', '--all', '--quiet'));
  return new Map(found.map((each) => [each.Config.Labels['com.docker.compose.service'] ?? '', each]));
}

/** All containers of one service, also those that have ended. */
export async function containersOf(service: string): Promise<readonly Container[]> {
  return await inspected(await compose('ps', '--all', '--quiet', service));
}

async function inspected(ids: string): Promise<LabelledContainer[]> {
  return JSON.parse(await docker(['inspect', ...ids.trim().split('\n')]));
}

/** The container of one service. */
export async function container(service: string): Promise<Container> {
  const found = (await containers()).get(service);
  if (!found) {
    throw new Error(`${service} has no container`);
  }
  return found;
}

/** Waits until a service's health check says that it is healthy. */
export async function becomesHealthy(service: string): Promise<void> {
  while ((await container(service)).State.Health?.Status !== 'healthy') {
    await delay(POLL_MS);
  }
}

/** Ends a service's container the hard way, as when its machine is gone. */
export async function kill(service: string): Promise<void> {
  await compose('kill', '--signal', 'SIGKILL', service);
}

/** Ends one of the containers of a service the hard way. */
export async function killOne({ Id }: Container): Promise<void> {
  await docker(['kill', Id]);
}

/** What the processes of a container have printed. */
export async function logsOf({ Id }: Container): Promise<string> {
  const { stdout, stderr } = await run('docker', ['logs', Id], { maxBuffer: 64 * 1024 * 1024 });
  return stdout + stderr;
}

const PSQL = ['exec', '-T', 'etl-pipeline-db', 'psql', '-U', 'postgres', '-d', 'etl', '-qAt', '-F', ','];

/** Asks the pipeline's database, as its administrator. One text per row, its columns separated by commas. */
export async function sql(query: string): Promise<string[]> {
  const printed = await compose(...PSQL, '-v', 'ON_ERROR_STOP=1', '-c', query);
  return printed.split('\n').filter((line) => line !== '');
}

/** Keeps every `load` of users waiting in the middle, until it is let go. */
export interface HeldLoad {
  /** Resolves when a `load` has come so far. */
  reached(): Promise<void>;
  release(): Promise<void>;
}

/** Locks the stage that `load` writes users to. It must exist: one run has to have been before. */
export async function holdLoad(): Promise<HeldLoad> {
  const session = spawn('docker', ['compose', ...PSQL], {
    cwd: PROJECT_DIR,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const closed = new Promise<void>((resolve) => session.once('close', () => resolve()));
  const locked = new Promise<void>((resolve) => {
    session.stdout.on('data', (chunk) => {
      if (String(chunk).includes('held')) {
        resolve();
      }
    });
  });
  session.stdin.write("BEGIN; LOCK TABLE etl.entity_stage IN EXCLUSIVE MODE; SELECT 'held';\n");
  const early = await Promise.race([locked.then(() => false), closed.then(() => true)]);
  if (early) {
    throw new Error('the lock on etl.entity_stage was refused');
  }

  return {
    async reached() {
      const waiting = "SELECT FROM pg_locks WHERE relation = 'etl.entity_stage'::regclass AND NOT granted";
      while ((await sql(`SELECT count(*) FROM (${waiting}) AS w`))[0] === '0') {
        await delay(POLL_MS);
      }
    },
    async release() {
      session.stdin.end('COMMIT;\n');
      await closed;
    },
  };
}
