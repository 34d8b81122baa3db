import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import connections from '../../../dags/connections/aws_default.json' with { type: 'json' };
import { airflowEnvironment } from '../../../local/airflow-native/environment.ts';

const { extra, ...rest } = connections.aws_default;

const compose = readFileSync('docker-compose.yml', 'utf8');

/** The connection of the containers, a folded text of YAML. */
const inCompose = JSON.parse(/AIRFLOW_CONN_AWS_DEFAULT: >-\n((?: {6}.*\n)+)/.exec(compose)?.[1] ?? '');

const native = airflowEnvironment({
  ...{ projectDir: '/project', home: '/home', host: '127.0.0.1', port: 8080 },
  ...{ databaseUrl: '', jwtSecret: '', secretKey: '', lambdaEndpoint: 'http://127.0.0.1:3002' },
});

test('waits longer than any function may take', () => {
  const files = readdirSync('functions').map((name) => readFileSync(`functions/${name}`, 'utf8'));
  const timeouts = [...files.join('\n').matchAll(/^ +timeout: (\d+)/gm)];

  expect(timeouts.length).toBeGreaterThan(4);
  for (const [, seconds] of timeouts) {
    expect(extra.config_kwargs.read_timeout).toBeGreaterThan(Number(seconds));
  }
});

test('calls a function once: Airflow repeats a step, and knows when not to', () => {
  expect(extra.config_kwargs.retries).toEqual({ total_max_attempts: 1 });
});

test('holds no secret: on AWS a role stands for it', () => {
  expect(Object.keys(rest)).toEqual(['conn_type', 'description']);
});

test.each([
  ['the containers', inCompose],
  ['./run.sh --airflow', JSON.parse(native['AIRFLOW_CONN_AWS_DEFAULT'] ?? '')],
])('%s have the same patience, and an address instead of a role', (_, connection) => {
  expect(connection.extra.config_kwargs).toMatchObject(extra.config_kwargs);
  expect(connection.extra.service_config.lambda.endpoint_url).toMatch(/^http:.*:3002$/);
});

test.each([
  ['the containers', /AIRFLOW__EXECUTION_API__JWT_EXPIRATION_TIME: '(\d+)'/.exec(compose)?.[1]],
  ['./run.sh --airflow', native['AIRFLOW__EXECUTION_API__JWT_EXPIRATION_TIME']],
])('the token of a task in %s lasts longer than a step, until it is renewed', (_, lifetime) => {
  // It is renewed when a fifth of it is left.
  expect(0.8 * Number(lifetime)).toBeGreaterThan(extra.config_kwargs.read_timeout);
});
