import { appendFile, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import type { InputConfig } from '../../../../lib/config.ts';
import type { Entry } from '../../../../lib/csv/records/entry.ts';
import { features } from '../../../../lib/features.ts';
import { defineFeatures, max, sum } from '../../../../lib/model/feature-kinds.ts';
import { neededColumns, recordsOf, refuseChanged } from '../../../../lib/pipeline/load/part-source.ts';
import { wholeFile } from '../../../../lib/pipeline/plan/cut.ts';
import { inspectInputs } from '../../../../lib/pipeline/plan/inspect.ts';
import { dataDirectory } from '../../support/data-directory.ts';

async function usersPart(config: InputConfig) {
  const [users] = await inspectInputs(config, features);
  if (!users) {
    throw new Error('users.csv was not found');
  }
  return wholeFile(users);
}

async function entriesOf(part: Parameters<typeof recordsOf>[0]): Promise<Entry[]> {
  const entries: Entry[] = [];
  for await (const batch of recordsOf(part, 1024)) {
    entries.push(...batch.entries);
  }
  return entries;
}

test('each file needs its columns, whatever the features are', () => {
  expect(neededColumns(defineFeatures({}))).toEqual({
    users: ['user_id', 'name', 'email', 'signup_date'],
    experiments: ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'],
    compounds: ['compound_id', 'compound_name', 'compound_structure'],
  });
});

test('columns of features are needed as well, each once', () => {
  const { experiments } = neededColumns(defineFeatures({ a: max('cost'), b: sum('experiment_run_time') }));

  expect(experiments.slice(3)).toEqual(['experiment_run_time', 'cost']);
});

test('the records of a part have the lines of the file', async () => {
  const users = '\nuser_id,name,email,signup_date\n\n1,"A\nB",,2023-01-01\n2,C,,2023-01-01';
  const part = await usersPart(await dataDirectory({ users }));

  const entries = await entriesOf(part);

  expect(entries).toMatchObject([
    { line: 4, fields: ['1', 'A\nB', '', '2023-01-01'] },
    { line: 6, fields: ['2', 'C', '', '2023-01-01'] },
  ]);
});

test('a record longer than allowed is a defect', async () => {
  const users = `user_id,name,email,signup_date\n1,${'x'.repeat(2_000)},,2023-01-01\n`;
  const part = await usersPart(await dataDirectory({ users }));

  const entries = await entriesOf(part);

  expect(entries).toMatchObject([{ kind: 'defect', reason: 'record_too_long' }]);
});

test('a quote that is never closed is an InputError with file and line', async () => {
  const users = 'user_id,name,email,signup_date\n1,A,,2023-01-01\n2,"B,,2023-01-01\n3,C,,2023-01-01\n';
  const part = await usersPart(await dataDirectory({ users }));

  await expect(entriesOf(part)).rejects.toMatchObject({
    name: 'InputError',
    code: 'UNCLOSED_QUOTE',
    message:
      'users.csv: the record that starts on line 3 has a quote that is never closed; the table was kept',
  });
});

test('a file that nobody touched is unchanged', async () => {
  const { identity } = await usersPart(await dataDirectory());

  await expect(refuseChanged(identity)).resolves.toBeUndefined();
});

test.each([
  ['grown', (path: string) => appendFile(path, '3,C,,2023-01-01\n'), 'the size changed'],
  ['touched', (path: string) => utimes(path, 0, 0), 'the file was written to'],
  [
    'replaced',
    async (path: string) => {
      await writeFile(`${path}.new`, 'user_id,name,email,signup_date\n');
      await rename(`${path}.new`, path);
    },
    'the file was replaced by another',
  ],
])('a file that was %s since is an InputError that says so', async (_what, change, reason) => {
  const { identity } = await usersPart(await dataDirectory());
  await change(identity.path);

  await expect(refuseChanged(identity)).rejects.toMatchObject({
    name: 'InputError',
    code: 'INPUT_CHANGED',
    message: expect.stringMatching(`users\\.csv: ${reason}.* during the run; the table was kept`),
  });
});

test('a file that is gone is told by its path', async () => {
  const { identity } = await usersPart(await dataDirectory());
  await rm(identity.path);

  await expect(refuseChanged(identity)).rejects.toThrow(`${identity.path}: does not exist`);
});
