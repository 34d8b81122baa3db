import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Packaging, preparePackaging } from './support/packaging.ts';
import { WITH_MWAA } from './support/stage-settings.ts';

let packaging: Packaging;
beforeAll(async () => {
  packaging = await preparePackaging();
});
afterAll(() => packaging?.remove());

test('a stage without settings fails, and names all that is missing and where to set it', async () => {
  const { outcome } = await packaging.package('prod');

  expect(outcome.code).not.toBe(0);
  for (const name of [
    'ETL_DATA_DIR',
    'VPC_SUBNETS',
    'VPC_SECURITY_GROUPS',
    'MWAA_ENVIRONMENT',
    'AIRFLOW_URL',
  ]) {
    expect(outcome.stdout).toContain(name);
  }
  expect(outcome.stdout).toContain('aws/stages.yml');
});

test('a secret that stands in the settings itself fails, and is not shown', async () => {
  const { outcome } = await packaging.package('prod', { params: { ...WITH_MWAA, API_KEY: 'pa55word' } });

  expect(outcome.code).not.toBe(0);
  expect(outcome.stdout).toContain('API_KEY is the secret itself');
  expect(outcome.stdout + outcome.stderr).not.toContain('pa55word');
});

test('a stage on AWS does not run on this machine', async () => {
  const { code, stdout } = await packaging.sls(['invoke', 'local', '--stage', 'prod', '-f', 'notFound']);

  expect(code).not.toBe(0);
  expect(stdout).toContain('The stage prod runs on AWS only');
});
