import { describe, expect, test, vi } from 'vitest';
import { type Config, readConfig, readInputConfig } from '../../lib/config.ts';
import { ConfigError } from '../../lib/errors.ts';
import { freshProcess, REQUIRED_SETTINGS } from './support/environment.ts';

function refusal(environment: Record<string, string | undefined>): ConfigError {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) {
      return error;
    }
    throw error;
  }
  throw new Error('the settings were accepted');
}

test('the required settings alone are enough, the others have the documented defaults', () => {
  const config = readConfig(REQUIRED_SETTINGS);

  expect(config).toEqual({
    ...REQUIRED_SETTINGS,
    LOG_LEVEL: 'info',
    ETL_DATA_DIR: 'data',
    ETL_MAX_REJECT_RATIO: 0.1,
    ETL_MAX_DELETE_RATIO: 0.5,
    ETL_MAX_AGGREGATE_BYTES: 1024 * 1024 * 1024,
    ETL_MAX_RECORD_BYTES: 1024 * 1024,
    ETL_PART_BYTES: 256 * 1024 * 1024,
    ETL_TRIGGER_COOLDOWN_S: 10,
    ETL_KEEP_RUNS: 100,
    ETL_ARRIVAL_OBJECT: '_SUCCESS',
  } satisfies Config);
});

test('settings that are given replace the defaults', () => {
  const given = {
    API_KEY: 'key',
    LOG_LEVEL: 'debug',
    ETL_DATA_DIR: '/srv/data',
    ETL_AS_OF: '2024-02-29',
    ETL_MAX_REJECT_RATIO: '0',
    ETL_MAX_DELETE_RATIO: '1',
    ETL_MAX_AGGREGATE_BYTES: '1048576',
    ETL_MAX_RECORD_BYTES: '2048',
    ETL_PART_BYTES: '4096',
    ETL_TRIGGER_COOLDOWN_S: '0',
    ETL_KEEP_RUNS: '1',
    ETL_ARRIVAL_OBJECT: 'ready/users.csv',
    ETL_LOGS: 'tail {runId}',
    AIRFLOW_UI_URL: 'https://airflow.example/ui',
  };

  const config = readConfig({ ...REQUIRED_SETTINGS, ...given });

  expect(config).toEqual({
    ...REQUIRED_SETTINGS,
    ...given,
    ETL_MAX_REJECT_RATIO: 0,
    ETL_MAX_DELETE_RATIO: 1,
    ETL_MAX_AGGREGATE_BYTES: 1048576,
    ETL_MAX_RECORD_BYTES: 2048,
    ETL_PART_BYTES: 4096,
    ETL_TRIGGER_COOLDOWN_S: 0,
    ETL_KEEP_RUNS: 1,
  });
});

test('an empty text counts as not set, for optional settings', () => {
  const empty = Object.fromEntries(
    ['API_KEY', 'LOG_LEVEL', 'ETL_AS_OF', 'ETL_MAX_REJECT_RATIO', 'ETL_KEEP_RUNS'].map((name) => [name, '']),
  );

  expect(readConfig({ ...REQUIRED_SETTINGS, ...empty })).toEqual(readConfig(REQUIRED_SETTINGS));
});

test('an empty text counts as not set, for required settings', () => {
  const { message } = refusal({ ...REQUIRED_SETTINGS, AIRFLOW_URL: '' });

  expect(message).toBe('settings: AIRFLOW_URL is missing');
});

test('all missing and all unusable settings are named at once', () => {
  const { DATABASE_URL: _database, AIRFLOW_PASSWORD: _password, ...rest } = REQUIRED_SETTINGS;

  const { message } = refusal({ ...rest, LOG_LEVEL: 'loud', ETL_KEEP_RUNS: '0' });

  expect(message.split('; ')).toEqual([
    'settings: AIRFLOW_PASSWORD is missing',
    'DATABASE_URL is missing',
    `ETL_KEEP_RUNS is invalid: it must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`,
    'LOG_LEVEL is invalid: it must be one of debug, info, warn, error, silent',
  ]);
});

test.each([
  ['ETL_MAX_REJECT_RATIO', '1.01', 'must be <= 1'],
  ['ETL_MAX_REJECT_RATIO', '-0.1', 'must be >= 0'],
  ['ETL_MAX_DELETE_RATIO', '5 %', 'must be a number'],
  ['ETL_MAX_DELETE_RATIO', 'NaN', 'must be a number'],
  ['ETL_MAX_RECORD_BYTES', '1023', 'must be a whole number from 1024 to 67108864'],
  ['ETL_MAX_RECORD_BYTES', '67108865', 'must be a whole number from 1024 to 67108864'],
  ['ETL_TRIGGER_COOLDOWN_S', '-1', 'must be a whole number from 0 to 86400'],
  ['ETL_TRIGGER_COOLDOWN_S', '1.5', 'must be a whole number from 0 to 86400'],
  ['ETL_KEEP_RUNS', 'Infinity', `must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`],
  ['ETL_AS_OF', '2023-02-29', 'must be a date YYYY-MM-DD'],
  ['ETL_AS_OF', '01/02/2023', 'must be a date YYYY-MM-DD'],
  ['AIRFLOW_UI_URL', 'airflow:8080', 'must begin with http:// or https://'],
  ['AIRFLOW_UI_URL', 'javascript:alert(1)', 'must begin with http:// or https://'],
])('%s of %s is refused', (name, value, reason) => {
  const { message } = refusal({ ...REQUIRED_SETTINGS, [name]: value });

  expect(message).toBe(`settings: ${name} is invalid: it ${reason}`);
});

test('the service needs no Redis', () => {
  const { UPSTASH_REDIS_REST_URL: _url, UPSTASH_REDIS_REST_TOKEN: _token, ...rest } = REQUIRED_SETTINGS;

  const config = readConfig(rest);

  expect(config).not.toHaveProperty('UPSTASH_REDIS_REST_URL');
});

test.each([
  ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
  ['UPSTASH_REDIS_REST_TOKEN', 'UPSTASH_REDIS_REST_URL'],
])('%s alone is one problem, which names the other', (set, missing) => {
  const { message } = refusal({ ...REQUIRED_SETTINGS, [missing]: '' });

  expect(message).toBe(`settings: ${missing} is missing, but ${set} is set: set both, or neither`);
});

test('no value stands in the message, since it may be a secret in the wrong place', () => {
  const secret = 'hunter2-pasted-here';
  const names = ['LOG_LEVEL', 'ETL_AS_OF', 'ETL_MAX_REJECT_RATIO', 'ETL_MAX_DELETE_RATIO', 'ETL_KEEP_RUNS'];

  const { message } = refusal(Object.fromEntries(names.map((name) => [name, secret])));

  for (const name of names) {
    expect(message).toContain(`${name} is invalid`);
  }
  expect(message).not.toContain(secret);
});

test('the settings of the process are read once', async () => {
  freshProcess();
  const { config } = await import('../../lib/config.ts');
  const first = config();

  vi.stubEnv('ETL_DATA_DIR', '/elsewhere');

  expect(config()).toBe(first);
});

test('settings that were refused are read again at the next call', async () => {
  freshProcess({});
  const { config } = await import('../../lib/config.ts');
  expect(() => config()).toThrow('DATABASE_URL is missing');

  for (const [name, value] of Object.entries(REQUIRED_SETTINGS)) {
    vi.stubEnv(name, value);
  }

  expect(config().ETL_DATA_DIR).toBe('data');
});

describe('the Airflow', () => {
  const { AIRFLOW_URL, AIRFLOW_USERNAME, AIRFLOW_PASSWORD, ...others } = REQUIRED_SETTINGS;

  test('may be an environment of MWAA, which takes no address and no login', () => {
    const config = readConfig({ ...others, MWAA_ENVIRONMENT: 'etl-prod' });

    expect(config).toMatchObject({ MWAA_ENVIRONMENT: 'etl-prod' });
  });

  test('is asked for once, whichever of the two it is to be', () => {
    const { message } = refusal(others);

    expect(message).toBe(
      'settings: AIRFLOW_URL, AIRFLOW_USERNAME, AIRFLOW_PASSWORD are missing, or MWAA_ENVIRONMENT for an Airflow on Amazon MWAA',
    );
  });

  test('is one, not two', () => {
    const { message } = refusal({ ...REQUIRED_SETTINGS, MWAA_ENVIRONMENT: 'etl-prod' });

    expect(message).toBe(
      'settings: AIRFLOW_URL and MWAA_ENVIRONMENT are both set: keep the one of the Airflow that runs the DAG',
    );
  });

  test.each(['1st', 'etl prod', 'etl/prod', `e${'x'.repeat(80)}`])('on MWAA can not be called %s', (name) => {
    const { message } = refusal({ ...others, MWAA_ENVIRONMENT: name });

    expect(message).toMatch(
      /MWAA_ENVIRONMENT is invalid: it must be the name of an environment of Amazon MWAA/,
    );
  });
});

test('a location with credentials in it is refused, without telling them', () => {
  const reading = () => readInputConfig({ ETL_DATA_DIR: 's3://AKID:secret@bucket/prefix' });

  expect(reading).toThrow('ETL_DATA_DIR is invalid: it must be s3://bucket/prefix, without credentials');
  expect(reading).not.toThrow('secret@');
});
