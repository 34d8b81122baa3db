import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import connections from '../../dags/connections/aws_default.json' with { type: 'json' };
import { type AirflowClient, connectAirflow } from '../../lib/clients/airflow.ts';
import { airflowEnvironment } from '../../local/airflow-native/environment.ts';
import { startParts } from '../../local/airflow-native/processes.ts';
import { ensureVirtualEnvironment } from '../../local/airflow-native/python.ts';
import { finished, PROJECT_DIR, start } from '../e2e/support/project.ts';
import { freePort } from '../free-port.ts';
import { newFolder } from '../support/new-folder.ts';
import { functionPrefix } from '../unit/local/airflow/fake-lambda.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the DAG's Lambdas are expected to be. */
    lambdaPort: number;
    /** Python of the environment that Airflow is installed in. */
    python: string;
  }
}

/** A virtual environment that is kept between calls. */
const INSTALLED = join(tmpdir(), 'etl-oldest-airflow');

const LOGIN = { username: 'airflow', password: 'airflow' };

const MOST_MS = 180_000;

/**
 * Installs the oldest Airflow that we support and starts it with a database of its own, SQLite. The Lambdas are up to the tests.
 * Where and which functions they are is known to Airflow itself, as on MWAA, where no environment can say it.
 */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const { path: home, remove } = newFolder();
  const requirements = join(import.meta.dirname, 'requirements.txt');
  const log = (line: string) => process.stderr.write(`${line}\n`);
  const programs = await ensureVirtualEnvironment(INSTALLED, requirements, log, { from: 10, to: 12 });
  const [port, lambdaPort] = [await freePort(), await freePort()];
  const environment = await environmentOf(home, port);
  await migrate(programs, environment);

  const parts = await startParts(programs, home, environment);
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await parts.stop();
    remove();
  };
  try {
    const broken = parts.broken.then((part) => Promise.reject(new Error(`${part} has ended`)));
    await Promise.race([ready(connectAirflow({ url, ...LOGIN }), url), broken]);
    await configure(url, lambdaPort);
  } catch (error) {
    await stop();
    throw error;
  }
  provide('lambdaPort', lambdaPort);
  provide('python', join(programs, 'python'));
  process.env['CONTRACT_AIRFLOW_URL'] = url;
  process.env['CONTRACT_AIRFLOW_USERNAME'] = LOGIN.username;
  process.env['CONTRACT_AIRFLOW_PASSWORD'] = LOGIN.password;
  process.env['CONTRACT_AIRFLOW_VERSION'] = '3.0.6';
  return stop;
}

/** That of `./run.sh --airflow`, without what needs PostgreSQL or another provider, and what Airflow is told by requests. */
async function environmentOf(home: string, port: number) {
  const passwords = join(home, 'passwords.json');
  await writeFile(passwords, JSON.stringify({ [LOGIN.username]: LOGIN.password }), { mode: 0o600 });
  const place = { projectDir: PROJECT_DIR, home, host: '127.0.0.1', port };
  const native = airflowEnvironment({
    ...place,
    ...{ jwtSecret: randomBytes(64).toString('base64url'), secretKey: randomBytes(64).toString('base64url') },
    ...{ databaseUrl: `sqlite:///${home}/airflow.db`, lambdaEndpoint: '' },
  });
  const left = Object.entries(native).filter(
    ([name]) => !/^(ETL|AIRFLOW_CONN)_|SQL_ALCHEMY_(POOL|MAX)_/.test(name),
  );
  return {
    ...Object.fromEntries(left),
    AIRFLOW__CORE__AUTH_MANAGER:
      'airflow.api_fastapi.auth.managers.simple.simple_auth_manager.SimpleAuthManager',
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_USERS: `${LOGIN.username}:admin`,
    AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE: passwords,
  };
}

async function migrate(programs: string, environment: Readonly<Record<string, string>>): Promise<void> {
  const { code, stderr } = await finished(start(['db', 'migrate'], environment, join(programs, 'airflow')));
  if (code !== 0) {
    throw new Error(`airflow db migrate ended with ${code}: ${stderr}`);
  }
}

/** Waits until everything is healthy, the API that tasks report to has been built, and the DAG is known. */
async function ready(client: AirflowClient, url: string): Promise<void> {
  const isReady = async () =>
    (await client.health()).healthy &&
    (await fetch(`${url}/execution/health`)).ok &&
    (await client.dag()) !== undefined;
  for (const startedAt = performance.now(); performance.now() - startedAt < MOST_MS; await delay(250)) {
    if (await isReady().catch(() => false)) {
      return;
    }
  }
  throw new Error('Airflow did not become ready');
}

/** The connection and the prefix, by the requests of docs/airflow-elsewhere.md. */
async function configure(url: string, lambdaPort: number): Promise<void> {
  const send = (path: string, body: object, headers: Record<string, string> = {}) =>
    fetch(`${url}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  const { access_token: token } = (await (await send('/auth/token', LOGIN)).json()) as {
    access_token: string;
  };
  const { extra, ...connection } = connections.aws_default;
  const local = { service_config: { lambda: { endpoint_url: `http://127.0.0.1:${lambdaPort}` } } };
  for (const [path, body] of [
    ['/api/v2/variables', { key: 'etl_function_prefix', value: functionPrefix }],
    [
      '/api/v2/connections',
      {
        ...{ connection_id: 'aws_default', ...connection, login: 'local', password: 'local' },
        extra: JSON.stringify({ ...extra, ...local }),
      },
    ],
  ] as const) {
    const { status } = await send(path, body, { authorization: `Bearer ${token}` });
    if (status !== 201) {
      throw new Error(`POST ${path} was answered with status ${status}`);
    }
  }
}
