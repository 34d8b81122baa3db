import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { airflowEnvironment } from '../../../local/airflow-native/environment.ts';

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
const compose: Record<string, string> = parse(readFileSync('docker-compose.yml', 'utf8'), { merge: true })[
  'x-airflow'
].environment;

/** What keeps the API from waiting for itself: docs/decisions/027. */
const SETTINGS = [
  'AIRFLOW__CORE__PARALLELISM',
  'AIRFLOW__CORE__PLUGINS_FOLDER',
  'AIRFLOW__DATABASE__SQL_ALCHEMY_POOL_SIZE',
  'AIRFLOW__DATABASE__SQL_ALCHEMY_MAX_OVERFLOW',
  'AIRFLOW__API__WORKERS',
] as const;

test.each(SETTINGS)('%s is the same in containers as without them', (name) => {
  expect(native[name]).toBeDefined();
  expect(compose[name]).toBe(native[name]);
});

test('the pool has a connection left for the event loop, whatever requests and tasks hold', () => {
  const plugin = readFileSync('dags/plugins/requests_in_turn.py', 'utf8');
  const atOnce = Number(/^AT_ONCE = (\d+)$/m.exec(plugin)?.[1]);
  const [tasks = 0, size = 0, overflow = 0] = [SETTINGS[0], SETTINGS[2], SETTINGS[3]].map((name) =>
    Number(native[name]),
  );

  expect(2 * (atOnce + tasks)).toBeLessThan(size + overflow);
});
