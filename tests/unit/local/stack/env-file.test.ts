import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { writeEnvFile } from '../../../../local/stack/env-file.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

function project() {
  const directory = temporaryFolder();
  const lines: string[] = [];
  const path = join(directory, '.env.local');
  const read = () => readFile(path, 'utf8').catch(() => undefined);
  const write = (environment: Record<string, string>) =>
    writeEnvFile(directory, environment, (line) => lines.push(line));
  return { path, lines, read, write };
}

const environment = { AIRFLOW_URL: 'http://127.0.0.1:8080', ETL_DATA_DIR: '/some data/#1', ETL_AS_OF: '' };

test('the environment is written so that it is read as it was', async () => {
  const { read, write } = project();

  await write(environment);

  expect(parseEnv((await read()) ?? '')).toEqual(environment);
});

test('nobody else may read it, since passwords are in it', async () => {
  const { path, write } = project();

  await write(environment);

  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('it is removed when the stack stops', async () => {
  const { read, write } = project();
  const remove = await write(environment);

  await remove();

  expect(await read()).toBeUndefined();
});

test('one that another stack has written since is left alone', async () => {
  const { read, write } = project();
  const remove = await write(environment);
  await write({ AIRFLOW_URL: 'http://127.0.0.1:9090' });

  await remove();

  expect(await read()).toContain('9090');
});

test('one that a killed stack left behind is replaced', async () => {
  const { path, read, write } = project();
  await write({ AIRFLOW_URL: 'http://127.0.0.1:9090' });

  await write(environment);

  expect(parseEnv((await read()) ?? '')).toEqual(environment);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('a file that is not ours is left alone, and that is said', async () => {
  const { path, lines, read, write } = project();
  await writeFile(path, 'MY_OWN=1\n');

  const remove = await write(environment);
  await remove();

  expect(await read()).toBe('MY_OWN=1\n');
  expect(lines).toEqual([expect.stringContaining('your own .env.local was not changed')]);
});

test('where it cannot be written, the stack starts all the same, and that is said', async () => {
  const { path, lines, write } = project();
  await mkdir(path);

  const remove = await write(environment);
  await remove();

  expect(lines).toEqual([expect.stringContaining('.env.local could not be written')]);
});
