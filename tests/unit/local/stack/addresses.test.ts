import { expect, test } from 'vitest';
import { type Addresses, databaseUrls, handlerEnvironment } from '../../../../local/stack/addresses.ts';
import { readSettings } from '../../../../local/stack/settings.ts';

const addresses: Addresses = {
  api: 'http://127.0.0.1:5000',
  lambda: 'http://127.0.0.1:3002',
  airflow: { url: 'http://127.0.0.1:8080', username: 'airflow', password: 'p' },
  redis: { url: 'http://127.0.0.1:8079', token: 't' },
  database: { admin: 'postgres://a', owner: 'postgres://o', reader: 'postgres://r' },
};

test('each role has its address of the same database', () => {
  const urls = databaseUrls({
    adminUrl: 'postgres://postgres:secret@127.0.0.1:54320/etl_pipeline',
    passwords: { admin: 'secret', owner: 'of/owner', reader: 'of@reader' },
  });

  expect(urls).toEqual({
    admin: 'postgres://postgres:secret@127.0.0.1:54320/etl_pipeline',
    owner: 'postgres://etl_owner:of%2Fowner@127.0.0.1:54320/etl_pipeline',
    reader: 'postgres://etl_reader:of%40reader@127.0.0.1:54320/etl_pipeline',
  });
});

test('the environment of the handlers has every address that they read', () => {
  expect(handlerEnvironment(readSettings({}, '/project'), addresses)).toMatchObject({
    DATABASE_URL: 'postgres://o',
    DATABASE_READ_URL: 'postgres://r',
    UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:8079',
    UPSTASH_REDIS_REST_TOKEN: 't',
    AIRFLOW_URL: 'http://127.0.0.1:8080',
    AIRFLOW_USERNAME: 'airflow',
    AIRFLOW_PASSWORD: 'p',
    LAMBDA_ENDPOINT: 'http://127.0.0.1:3002',
    ETL_DATA_DIR: '/project/data',
  });
});

test('of the emulator, which has no pages, no address of a page is handed on', () => {
  const environment = handlerEnvironment(readSettings({}, '/project'), addresses);

  expect(environment).toMatchObject({ ETL_LOGS: './run.sh logs {runId}', AIRFLOW_UI_URL: '' });
});

test('of a real Airflow its address is that of its pages', () => {
  const environment = handlerEnvironment(readSettings({}, '/project', true), addresses);

  expect(environment).toMatchObject({ AIRFLOW_UI_URL: 'http://127.0.0.1:8080' });
});

test('settings say otherwise where logs and pages are', () => {
  const given = { ETL_LOGS: 'tail {runId}', AIRFLOW_UI_URL: 'https://airflow.example' };

  const environment = handlerEnvironment(readSettings(given, '/project'), addresses);

  expect(environment).toMatchObject(given);
});

test("the administrator's address is no concern of the handlers", () => {
  expect(Object.values(handlerEnvironment(readSettings({}, '/project'), addresses))).not.toContain(
    'postgres://a',
  );
});

test('a setting that is not set is in it all the same, so that no .env file of another stack gets in', () => {
  const environment = handlerEnvironment(readSettings({}, '/project'), addresses);

  expect(environment).toMatchObject({ ETL_AS_OF: '', API_KEY: '', ETL_KEEP_RUNS: '' });
});
