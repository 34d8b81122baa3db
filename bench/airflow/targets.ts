import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const PROJECT = join(import.meta.dirname, '../..');
const PORTS = {
  API_PORT: '16000',
  LAMBDA_PORT: '16002',
  AIRFLOW_PORT: '16080',
  POSTGRES_PORT: '16432',
  REDIS_PORT: '16079',
  FLOWER_PORT: '16555',
};
const NOOP = { NOOP_HOST: '127.0.0.1', NOOP_HTTP_PORT: '16400', NOOP_LAMBDA_PORT: '16402' };

/** A real Airflow with our DAG, and beside it the same DAG over Lambdas that do nothing. */
export interface Target {
  readonly name: string;
  readonly airflowUrl: string;
  readonly apiUrl: string;
  stop(): Promise<void>;
}

/** The kinds of target, by their names on the command line. */
export const targets = { native: startNative, containers: startContainers } as const;

/** LocalExecutor on the embedded PostgreSQL. */
async function startNative(): Promise<Target> {
  const copy = copyProject();
  const stateDir = mkdtempSync(join(tmpdir(), 'etl-bench-'));
  const environment = {
    ...process.env,
    ...PORTS,
    ...NOOP,
    ETL_STATE_DIR: stateDir,
    ETL_TRIGGER_COOLDOWN_S: '0',
    AIRFLOW_CONN_AWS_NOOP: connection(`http://127.0.0.1:${NOOP.NOOP_LAMBDA_PORT}`),
  };
  const noop = spawn(
    process.execPath,
    [join(PROJECT, 'node_modules/serverless/bin/serverless.js'), 'offline'],
    {
      cwd: import.meta.dirname,
      env: environment,
      stdio: 'ignore',
    },
  );
  const stack = spawn(join(copy, 'run.sh'), ['--airflow'], { cwd: copy, env: environment, stdio: 'pipe' });
  const stop = async () => {
    await Promise.all([ended(stack, 'SIGINT'), ended(noop, 'SIGINT')]);
    execFileSync(join(copy, 'run.sh'), ['reset', '--yes'], { cwd: copy, env: environment });
    for (const directory of [copy, stateDir]) {
      rmSync(directory, { recursive: true, force: true });
    }
  };
  await says(stack, 'Ready in');
  return { name: 'native, LocalExecutor', ...addresses(), stop };
}

/** CeleryExecutor, as docker-compose.yml has it. */
async function startContainers(): Promise<Target> {
  const copy = copyProject();
  const environment = {
    ...process.env,
    ...PORTS,
    COMPOSE_PROJECT_NAME: 'etl-bench',
    COMPOSE_FILE: 'docker-compose.yml:bench/airflow/compose.yml',
    ETL_TRIGGER_COOLDOWN_S: '0',
    AIRFLOW_CONN_AWS_NOOP: connection('http://etl-noop:4002'),
  };
  const compose = (...args: string[]) =>
    execFileSync('docker', ['compose', '--progress', 'quiet', ...args], {
      cwd: copy,
      env: environment,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const stop = (): Promise<void> => {
    compose('down', '--volumes', '--remove-orphans');
    rmSync(copy, { recursive: true, force: true });
    return Promise.resolve();
  };
  try {
    compose('build', '--quiet');
    compose('up', '--detach', '--wait');
  } catch (error) {
    await stop();
    throw error;
  }
  return { name: 'containers, CeleryExecutor', ...addresses(), stop };
}

const addresses = () => ({
  airflowUrl: `http://127.0.0.1:${PORTS.AIRFLOW_PORT}`,
  apiUrl: `http://127.0.0.1:${PORTS.API_PORT}`,
});

/** The checkout in a folder of its own, with a second DAG: our file, over other Lambdas. */
function copyProject(): string {
  const copy = mkdtempSync(join(tmpdir(), 'etl-bench-'));
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: PROJECT,
  });
  for (const file of files.toString().trim().split('\n')) {
    cpSync(join(PROJECT, file), join(copy, file));
  }
  symlinkSync(join(PROJECT, 'node_modules'), join(copy, 'node_modules'));
  const source = readFileSync(join(copy, 'dags/etl_pipeline.py'), 'utf8');
  const noop = source
    .replace(/^PREFIX = .*$/m, 'PREFIX = "etl-noop-local-"')
    .replace('LambdaHook()', 'LambdaHook(aws_conn_id="aws_noop")')
    .replaceAll('etl_pipeline()', 'etl_noop()');
  writeFileSync(join(copy, 'dags/etl_noop.py'), noop);
  mkdirSync(join(copy, 'bench/airflow/.serverless'), { recursive: true });
  return copy;
}

/** As docker-compose.yml and local/airflow-native have theirs. */
function connection(endpoint: string): string {
  return JSON.stringify({
    conn_type: 'aws',
    login: 'local',
    password: 'local',
    extra: {
      region_name: 'us-east-1',
      service_config: { lambda: { endpoint_url: endpoint } },
      config_kwargs: { read_timeout: 910, retries: { total_max_attempts: 1 }, tcp_keepalive: true },
    },
  });
}

async function says(child: ChildProcess, text: string): Promise<void> {
  let said = '';
  const listen = (chunk: Buffer) => {
    said += chunk;
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  while (!said.includes(text)) {
    if (child.exitCode !== null) {
      throw new Error(said);
    }
    await delay(100);
  }
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) {
    return;
  }
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await exited;
}
