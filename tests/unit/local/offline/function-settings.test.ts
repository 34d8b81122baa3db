import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { functionSettings, type ServiceDefinition } from '../../../../local/offline/function-settings.ts';

const service = (provider: Partial<ServiceDefinition['service']['provider']> = {}): ServiceDefinition => ({
  serviceDir: '/project',
  service: { provider: { region: 'eu-north-1', timeout: 10, memorySize: 512, ...provider } },
});
const definition = { name: 'etl-local-checkTable', handler: 'dist/handlers/check-table.handler' };

beforeEach(() => {
  vi.stubEnv('AWS_REGION', undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test('a handler is a file of the project and an export of it', () => {
  const { file, exportName } = functionSettings(service(), definition);

  expect({ file, exportName }).toEqual({
    file: 'file:///project/dist/handlers/check-table.js',
    exportName: 'handler',
  });
});

test('time-out and memory are the function’s, else the provider’s', () => {
  const own = functionSettings(service(), { ...definition, timeout: 900, memorySize: 1024 });
  const inherited = functionSettings(service(), definition);

  expect([own.timeoutMs, own.memoryMb]).toEqual([900_000, 1024]);
  expect([inherited.timeoutMs, inherited.memoryMb]).toEqual([10_000, 512]);
});

test('the environment is the provider’s, then the function’s, beside what Lambda sets', () => {
  const provider = service({ environment: { LOG_LEVEL: 'info', ETL_KEEP_RUNS: 100 } });

  const { environment } = functionSettings(provider, { ...definition, environment: { LOG_LEVEL: 'warn' } });

  expect(environment).toMatchObject({
    LOG_LEVEL: 'warn',
    ETL_KEEP_RUNS: '100',
    AWS_REGION: 'eu-north-1',
    AWS_LAMBDA_FUNCTION_NAME: 'etl-local-checkTable',
  });
});

test('a function without a route is a step', () => {
  const kinds = [[{ httpApi: 'GET /check/table' }], []].map(
    (events) => functionSettings(service(), { ...definition, events }).kind,
  );

  expect(kinds).toEqual(['endpoint', 'step']);
});

test('the region of the caller’s buckets comes before the provider’s', () => {
  vi.stubEnv('AWS_REGION', 'eu-central-1');

  const { environment } = functionSettings(service(), definition);

  expect(environment).toMatchObject({ AWS_REGION: 'eu-central-1', AWS_DEFAULT_REGION: 'eu-central-1' });
});
