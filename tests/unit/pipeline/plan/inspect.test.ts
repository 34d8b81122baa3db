import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { features } from '../../../../lib/features.ts';
import { defineFeatures, max } from '../../../../lib/model/feature-kinds.ts';
import { inspectInputs } from '../../../../lib/pipeline/plan/inspect.ts';
import { dataDirectory } from '../../support/data-directory.ts';

const problemsOf = async (...args: Parameters<typeof inspectInputs>) => {
  const error: unknown = await inspectInputs(...args).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'InputError', code: 'INPUT_UNUSABLE' });
  const [head, ...problems] = (error as Error).message.split('\n  ');
  expect(head).toBe("the input files can't be used, the table was kept:");
  return problems;
};

test('of each file it tells what it was and what its header says', async () => {
  const users = '\uFEFF\n\nuser_id;name;email;signup_date\r\n1;A;a@b.c;2023-01-01\r\n';
  const config = await dataDirectory({ users });

  const files = await inspectInputs(config, features);

  expect(files.map(({ input }) => input)).toEqual(['users', 'experiments', 'compounds']);
  expect(files[0]).toMatchObject({
    identity: { path: join(config.ETL_DATA_DIR, 'users.csv'), size: Buffer.byteLength(users) },
    header: { delimiter: ';', width: 4, columns: { user_id: 0, name: 1, email: 2, signup_date: 3 } },
  });
});

test('all that is wrong with all files is told at once, each with its path', async () => {
  const config = await dataDirectory({ users: null, user_experiments: '', compounds: 'id,compound_name\n' });
  const at = (file: string) => join(config.ETL_DATA_DIR, `${file}.csv`);

  const problems = await problemsOf(config, features);

  expect(problems).toEqual([
    `${at('users')}: does not exist`,
    `${at('user_experiments')}: the file is empty`,
    expect.stringMatching(`^${at('compounds')}: .*compound_id`),
    expect.stringMatching(`^${at('compounds')}: .*compound_structure`),
  ]);
});

test('a folder that does not exist is three missing files', async () => {
  const config = { ...(await dataDirectory()), ETL_DATA_DIR: '/nowhere' };

  expect(await problemsOf(config, features)).toEqual([
    '/nowhere/users.csv: does not exist',
    '/nowhere/user_experiments.csv: does not exist',
    '/nowhere/compounds.csv: does not exist',
  ]);
});

test('a folder with a line end in its name adds no line to what is told', async () => {
  const config = { ...(await dataDirectory()), ETL_DATA_DIR: '/no\n  where' };

  expect(await problemsOf(config, features)).toEqual([
    '/no\\n  where/users.csv: does not exist',
    '/no\\n  where/user_experiments.csv: does not exist',
    '/no\\n  where/compounds.csv: does not exist',
  ]);
});

test('a folder in the place of a file is told as such', async () => {
  const config = await dataDirectory({ users: null });
  await mkdir(join(config.ETL_DATA_DIR, 'users.csv'));

  expect(await problemsOf(config, features)).toEqual([expect.stringContaining('is not a regular file')]);
});

test('a column that only a feature needs must be there', async () => {
  const config = await dataDirectory();

  const problems = await problemsOf(config, defineFeatures({ most: max('cost') }));

  expect(problems).toEqual([expect.stringMatching(/user_experiments\.csv: .*cost/)]);
});

test('a header longer than a record may be is told as that', async () => {
  const columns = Array.from({ length: 200 }, (_, n) => `further_column_${n}`).join(',');
  const users = `user_id,${columns},name,email,signup_date\n`;
  const config = { ...(await dataDirectory({ users })), ETL_MAX_RECORD_BYTES: 1024 };

  expect(await problemsOf(config, features)).toEqual([expect.stringContaining('is too long')]);
});
