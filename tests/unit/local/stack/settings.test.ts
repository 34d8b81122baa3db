import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { differences, HANDLER_SETTINGS, readSettings, UsageError } from '../../../../local/stack/settings.ts';

const PROJECT = '/project';

test('nothing set gives the documented defaults', () => {
  expect(readSettings({}, PROJECT)).toEqual({
    apiPort: 5000,
    lambdaPort: 3002,
    airflowPort: 8080,
    postgresPort: 54_320,
    redisPort: 8079,
    model: 'lib',
    stateDir: '/project/.local',
    dataDir: '/project/data',
    realAirflow: false,
    handlers: Object.fromEntries(HANDLER_SETTINGS.map((name) => [name, ''])),
  });
});

test('the files of another model are beside it, unless another folder is named', () => {
  const chosen = { ETL_MODEL: 'models/cars' };

  expect(readSettings(chosen, PROJECT)).toMatchObject({
    model: 'models/cars',
    dataDir: '/project/models/cars/data',
  });
  expect(readSettings({ ...chosen, ETL_DATA_DIR: 'data' }, PROJECT).dataDir).toBe('/project/data');
});

test('a bucket is no path', () => {
  expect(readSettings({ ETL_DATA_DIR: 's3://bucket/prefix' }, PROJECT).dataDir).toBe('s3://bucket/prefix');
});

test('an empty text is as good as not set', () => {
  const names = ['API_PORT', 'POSTGRES_PORT', 'ETL_STATE_DIR', 'ETL_DATA_DIR', 'ETL_AS_OF'];

  const settings = readSettings(Object.fromEntries(names.map((name) => [name, ''])), PROJECT);

  expect(settings).toEqual(readSettings({}, PROJECT));
});

test('each port has its variable', () => {
  const environment = {
    API_PORT: '1',
    LAMBDA_PORT: '2',
    AIRFLOW_PORT: '3',
    POSTGRES_PORT: '4',
    REDIS_PORT: '65535',
  };

  expect(readSettings(environment, PROJECT)).toMatchObject({
    apiPort: 1,
    lambdaPort: 2,
    airflowPort: 3,
    postgresPort: 4,
    redisPort: 65_535,
  });
});

test.each(['0', '65536', '-1', '80.5', '0x50', '5000 ', 'http', '123456', '1e3'])('%j is no port', (text) => {
  expect(() => readSettings({ API_PORT: text }, PROJECT)).toThrow(
    new UsageError(`API_PORT must be a port from 1 to 65535, not "${text}"`),
  );
});

test('all settings that are no ports are named at once', () => {
  expect(() => readSettings({ API_PORT: 'x', REDIS_PORT: '0' }, PROJECT)).toThrow(
    new UsageError(
      'API_PORT must be a port from 1 to 65535, not "x"\nREDIS_PORT must be a port from 1 to 65535, not "0"',
    ),
  );
});

test('relative paths are relative to the project', () => {
  const settings = readSettings({ ETL_STATE_DIR: '../state', ETL_DATA_DIR: './in/put/' }, PROJECT);

  expect(settings).toMatchObject({ stateDir: '/state', dataDir: '/project/in/put' });
});

test('absolute paths stay as they are', () => {
  const settings = readSettings({ ETL_STATE_DIR: '/var/state', ETL_DATA_DIR: '/srv/data' }, PROJECT);

  expect(settings).toMatchObject({ stateDir: '/var/state', dataDir: '/srv/data' });
});

test.each(HANDLER_SETTINGS)('%s is handed on to the handlers as it is', (name) => {
  expect(readSettings({ [name]: ' any text ' }, PROJECT).handlers[name]).toBe(' any text ');
});

test('other variables of the environment are not handed on', () => {
  const { handlers } = readSettings({ HOME: '/root', DATABASE_URL: 'postgres://' }, PROJECT);

  expect(Object.keys(handlers).sort()).toEqual([...HANDLER_SETTINGS].sort());
});

test('.env.example names every setting, with its default', () => {
  const example = readFileSync('.env.example', 'utf8');
  const ports = Object.values(readSettings({}, PROJECT)).filter((value) => typeof value === 'number');

  for (const name of HANDLER_SETTINGS) {
    expect(example).toMatch(new RegExp(`^#${name}=`, 'm'));
  }
  const told = [...example.matchAll(/^#[A-Z]+_PORT=(\d+)/gm)].map(([, port]) => Number(port));
  expect(told.sort()).toEqual(ports.sort());
});

const settings = (environment: Record<string, string> = {}) => readSettings(environment, PROJECT);

test('the same settings have no differences', () => {
  expect(differences(settings(), settings())).toEqual([]);
});

test('a difference names the setting and both values', () => {
  const running = settings({ API_PORT: '5000' });

  expect(differences(running, settings({ API_PORT: '5001' }))).toEqual(['API_PORT is 5000 there, 5001 here']);
});

test('a setting that one of both lacks is told as not set', () => {
  const asOf = settings({ ETL_AS_OF: '2024-01-01' });

  expect(differences(asOf, settings())).toEqual(['ETL_AS_OF is 2024-01-01 there, not set here']);
  expect(differences(settings(), asOf)).toEqual(['ETL_AS_OF is not set there, 2024-01-01 here']);
});

test('a stack with real Airflow is another one', () => {
  expect(differences(readSettings({}, PROJECT, true), settings())).toEqual([
    '--airflow is true there, not set here',
  ]);
});

test('all differences are told', () => {
  const other = settings({ ETL_DATA_DIR: '/srv', ETL_KEEP_RUNS: '5' });

  expect(differences(settings(), other)).toEqual([
    'ETL_DATA_DIR (--data) is /project/data there, /srv here',
    'ETL_KEEP_RUNS is not set there, 5 here',
  ]);
});

test('key, log level and where logs are, are no differences, since a run does not depend on them', () => {
  const other = settings({ API_KEY: 'key', LOG_LEVEL: 'debug', ETL_LOGS: 'tail {runId}' });

  expect(differences(settings(), other)).toEqual([]);
});

test('settings are compared with what another process wrote down as JSON', () => {
  const written = JSON.parse(JSON.stringify(settings())) as ReturnType<typeof settings>;

  expect(differences(written, settings())).toEqual([]);
});

test.each([
  [{ API_PORT: '3002' }, 'API_PORT and LAMBDA_PORT are both 3002'],
  [{ API_PORT: '7000', LAMBDA_PORT: '7000' }, 'API_PORT and LAMBDA_PORT are both 7000'],
  [{ POSTGRES_PORT: '8079' }, 'POSTGRES_PORT and REDIS_PORT are both 8079'],
])('two ports that are the same are a problem of the settings: %j', (environment, problem) => {
  expect(() => readSettings(environment, PROJECT)).toThrow(
    new UsageError(`${problem}: set one of them to a different port`),
  );
});
