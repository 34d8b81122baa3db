import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Packaging, preparePackaging } from './support/packaging.ts';
import { WITH_MWAA } from './support/stage-settings.ts';
import { unpacked } from './support/unpacked.ts';

let packaging: Packaging;
beforeAll(async () => {
  packaging = await preparePackaging();
});
afterAll(() => packaging?.remove());

/** Every setting that a function of the stage local may have. */
const NAMES = Object.keys(parse(readFileSync('local/environment.yml', 'utf8')) as object);

/** A value for some of them that is found wherever it gets to. */
const marked = (where: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, `secret-of-${where}`]));

const asFile = (settings: Readonly<Record<string, string>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');

/** Every file of a package, with those inside of its zips. */
function contents(folder: string): string[] {
  const zips = globSync('*.zip', { cwd: folder }).flatMap((zip) => {
    const inside = unpacked(join(folder, zip));
    return globSync('**/*.*', { cwd: inside }).map((file) => join(inside, file));
  });
  return [...globSync('*.json', { cwd: folder }).map((file) => join(folder, file)), ...zips];
}

test('nothing of the environment, and of no .env file, gets into a package for AWS', async () => {
  const write = (file: string, names: readonly string[]) =>
    writeFileSync(join(packaging.copy.path, file), asFile(marked(file, names)));
  write('.env', NAMES);
  write('.env.local', NAMES);
  const withFiles = await packaging.package('prod', { params: WITH_MWAA });
  // Serverless prefers the file of the stage to .env, and the environment to both.
  const half = Math.floor(NAMES.length / 2);
  write('.env.prod', NAMES.slice(0, half));
  const environment = marked('environment', NAMES.slice(half));
  const withOwnFile = await packaging.package('prod', { params: WITH_MWAA, environment });

  for (const { outcome, folder } of [withFiles, withOwnFile]) {
    expect(outcome).toMatchObject({ code: 0 });
    const files = contents(folder);
    expect(files.length).toBeGreaterThan(40);
    expect(files.filter((file) => readFileSync(file, 'latin1').includes('secret-of-'))).toEqual([]);
  }
});

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
