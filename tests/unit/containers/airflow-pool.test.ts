import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { airflowEnvironment } from '../../../local/airflow-native/environment.ts';

const yaml = readFileSync('docker-compose.yml', 'utf8');
const native = airflowEnvironment({
  projectDir: '/opt/airflow',
  home: '/opt/airflow',
  host: '127.0.0.1',
  port: 8080,
  databaseUrl: '',
  jwtSecret: '',
  secretKey: '',
  lambdaEndpoint: '',
});
const compose: Record<string, string> = parse(yaml, { merge: true })['x-airflow'].environment;
const MOST_TASKS_IN_CONTAINERS = Number(/ETL_TASKS_AT_ONCE .*at most (\d+)/.exec(yaml)?.[1]);

/** What keeps the API from waiting for itself: docs/decisions/027. The pool has to be as large as there are tasks. */
const SETTINGS = ['AIRFLOW__CORE__PLUGINS_FOLDER', 'AIRFLOW__API__WORKERS'] as const;

test.each(SETTINGS)('%s is the same in containers as without them', (name) => {
  expect(native[name]).toBeDefined();
  expect(compose[name]).toBe(native[name]);
});

test.each([
  ['without containers', native, Number(native['AIRFLOW__CORE__PARALLELISM'])],
  ['in containers', compose, MOST_TASKS_IN_CONTAINERS],
])(
  '%s the pool has a connection left for the event loop, whatever requests and tasks hold',
  (_, settings, tasks) => {
    const plugin = readFileSync('dags/plugins/requests_in_turn.py', 'utf8');
    const atOnce = Number(/^AT_ONCE = (\d+)$/m.exec(plugin)?.[1]);
    const [size = 0, overflow = 0] = ['POOL_SIZE', 'MAX_OVERFLOW'].map((name) =>
      Number(settings[`AIRFLOW__DATABASE__SQL_ALCHEMY_${name}`]),
    );

    expect(2 * (atOnce + tasks)).toBeLessThan(size + overflow);
  },
);

test('as many tasks run at once as ETL_TASKS_AT_ONCE says: in the scheduler, the worker and the DAG', () => {
  const names = ['AIRFLOW__CORE__PARALLELISM', 'AIRFLOW__CELERY__WORKER_CONCURRENCY', 'ETL_TASKS_AT_ONCE'];

  expect(new Set(names.map((name) => compose[name]))).toEqual(
    new Set([`\${ETL_TASKS_AT_ONCE:-${native['AIRFLOW__CORE__PARALLELISM']}}`]),
  );
});
