import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { replaceFile, writeOnce } from '../files/durable-file.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { ensureAirflowDatabase } from './database.ts';
import { airflowEnvironment } from './environment.ts';
import { type RunningParts, startParts } from './processes.ts';
import { ensureVirtualEnvironment } from './python.ts';

const run = promisify(execFile);

export interface NativeAirflowOptions {
  readonly projectDir: string;
  /** Its home: virtual environment, logs, secrets, process ids. Made if missing. */
  readonly home: string;
  readonly host: string;
  readonly port: number;
  /** The superuser's address of the embedded PostgreSQL. */
  readonly adminUrl: string;
  readonly lambdaEndpoint: string;
  readonly username: string;
  readonly password: string;
  readonly log: (line: string) => void;
}

const READY_TIMEOUT_MS = 180_000;

/**
 * Starts real Airflow on the embedded PostgreSQL: api-server, scheduler and dag-processor, from a virtual
 * environment below the state folder. Installing, migrating and making the user happen at the first start only.
 * It returns when Airflow says that it is healthy and knows the DAG.
 *
 * @throws PythonError, or an Error naming the log file of the part that does not get ready
 */
export async function startNativeAirflow(options: NativeAirflowOptions): Promise<RunningParts> {
  const { projectDir, home, host, port, log } = options;
  await mkdir(home, { recursive: true, mode: 0o700 });

  const requirements = join(projectDir, 'dags/requirements.txt');
  const programs = await ensureVirtualEnvironment(home, requirements, log);
  const secrets = await readOrMakeSecrets(home);
  const environment = airflowEnvironment({
    ...{ projectDir, home, host, port },
    ...{ jwtSecret: secrets.jwt, secretKey: secrets.key, lambdaEndpoint: options.lambdaEndpoint },
    databaseUrl: await ensureAirflowDatabase(options.adminUrl, secrets.database),
  });
  await prepareOnce(programs, home, environment, options);

  const parts = await startParts(programs, home, environment);
  try {
    await Promise.race([
      ready(options),
      parts.broken.then((part) => Promise.reject(new Error(`${part} has ended`))),
    ]);
  } catch (error) {
    await parts.stop();
    throw error;
  }
  return parts;
}

interface Secrets {
  readonly jwt: string;
  readonly key: string;
  readonly database: string;
}

async function readOrMakeSecrets(home: string): Promise<Secrets> {
  // Airflow signs with SHA-512, whose keys should have 64 bytes (RFC 7518, section 3.2).
  const secret = () => randomBytes(64).toString('base64url');
  const fresh: Secrets = { jwt: secret(), key: secret(), database: secret() };
  return JSON.parse(await writeOnce(join(home, 'secrets.json'), JSON.stringify(fresh), 0o600));
}

/** Migrates Airflow's database and makes its user, once per version of Airflow and database. */
async function prepareOnce(
  programs: string,
  home: string,
  environment: Readonly<Record<string, string>>,
  { username, password, log }: NativeAirflowOptions,
): Promise<void> {
  const airflow = (args: string[]) =>
    run(join(programs, 'airflow'), args, {
      env: { ...process.env, ...environment, PATH: `${programs}:${process.env['PATH']}` },
      maxBuffer: 64 * 1024 * 1024,
    });
  const stamp = join(home, 'prepared');
  const wanted = `${(await readIfThere(join(home, 'venv/installed-requirements'))) ?? ''} ${environment['AIRFLOW__DATABASE__SQL_ALCHEMY_CONN']}`;
  if ((await readIfThere(stamp)) === wanted) {
    return;
  }
  const startedAt = performance.now();
  log('Preparing Airflow (first start only) …');
  await airflow(['db', 'migrate']);
  const user = ['--username', username, '--password', password, '--role', 'Admin'];
  const person = ['--firstname', 'Local', '--lastname', 'User', '--email', 'airflow@example.com'];
  await airflow(['users', 'create', ...user, ...person]);
  await replaceFile(stamp, wanted);
  log(`Airflow prepared in ${Math.round((performance.now() - startedAt) / 1000)} s`);
}

/** Waits for every part, and says of each when it is there. */
async function ready({ host, port, username, password, log }: NativeAirflowOptions): Promise<void> {
  const url = `http://${host}:${port}`;
  const startedAt = performance.now();
  const told = new Set<string>();
  const tell = (part: string) => {
    if (told.has(part)) {
      return;
    }
    told.add(part);
    log(`Airflow's ${part} is ready (${((performance.now() - startedAt) / 1000).toFixed(1)} s)`);
  };
  let token = '';
  for (; performance.now() - startedAt < READY_TIMEOUT_MS; await delay(250)) {
    const health = await json(`${url}/api/v2/monitor/health`);
    if (!health) {
      continue;
    }
    tell('api-server');
    for (const part of ['scheduler', 'dag_processor'] as const) {
      if (health[part]?.status === 'healthy') {
        tell(part);
      }
    }
    // Its first request builds the API that tasks report to, and takes longer than a task waits.
    if (told.size < 3 || !(await json(`${url}/execution/health`))) {
      continue;
    }
    token ||= (await json(`${url}/auth/token`, { username, password }))?.access_token ?? '';
    const dag = await json(`${url}/api/v2/dags/etl_pipeline`, undefined, token);
    if (dag?.dag_id === 'etl_pipeline') {
      return tell('DAG etl_pipeline');
    }
  }
  throw new Error(
    `Airflow did not become ready: only these parts answered: ${[...told].join(', ') || 'none'}`,
  );
}

/** As much of the three answers as is looked at. */
interface Json {
  readonly access_token?: string;
  readonly dag_id?: string;
  readonly scheduler?: { readonly status?: string };
  readonly dag_processor?: { readonly status?: string };
}

/** A JSON answer; undefined while there is none. */
async function json(url: string, body?: object, token?: string): Promise<Json | undefined> {
  try {
    const response = await fetch(url, {
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      signal: AbortSignal.timeout(5_000),
    });
    return response.ok ? ((await response.json()) as Json) : undefined;
  } catch {
    return undefined;
  }
}
