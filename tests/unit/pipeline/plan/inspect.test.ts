import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { defineFeatures, defineInputs, entity, id, integer, max } from '../../../../lib/model/declare.ts';
import { inspectInputs } from '../../../../lib/pipeline/plan/inspect.ts';
import { sampleInputs, sampleModel } from '../../../support/sample-inputs.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { dataDirectory } from '../../support/data-directory.ts';
import { shopInputs } from '../../support/shop-inputs.ts';

const problemsOf = async (...args: Parameters<typeof inspectInputs>) => {
  const error: unknown = await inspectInputs(...args).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ name: 'InputError', code: 'INPUT_UNUSABLE' });
  const [head, ...problems] = (error as Error).message.split('\n  ');
  expect(head).toBe("the input files can't be used, the table is unchanged:");
  return problems;
};

test('of each file it tells what it was and what its header says', async () => {
  const users = '\uFEFF\n\nuser_id;name;email;signup_date\r\n1;A;a@b.c;2023-01-01\r\n';
  const config = await dataDirectory({ users });

  const files = await inspectInputs(config, sampleModel);

  expect(files.map(({ input }) => input)).toEqual(['users', 'experiments', 'compounds']);
  expect(files[0]).toMatchObject({
    source: 'users.csv',
    version: { uri: join(config.ETL_DATA_DIR, 'users.csv'), size: Buffer.byteLength(users) },
    header: { delimiter: ';', width: 4, columns: { user_id: 0, name: 1, email: 2, signup_date: 3 } },
  });
});

test('all that is wrong with all files is told at once, each with its path', async () => {
  const config = await dataDirectory({ users: null, user_experiments: '', compounds: 'id,compound_name\n' });
  const at = (file: string) => join(config.ETL_DATA_DIR, `${file}.csv`);

  const problems = await problemsOf(config, sampleModel);

  expect(problems).toEqual([
    `${at('users')}: does not exist, nor does users.csv.gz`,
    `${at('user_experiments')}: the file is empty`,
    expect.stringMatching(`^${at('compounds')}: .*compound_id`),
    expect.stringContaining('header: ['),
  ]);
});

test('a folder that does not exist is one problem, not one of each file', async () => {
  const config = { ...(await dataDirectory()), ETL_DATA_DIR: '/nowhere' };

  expect(await problemsOf(config, sampleModel)).toEqual([
    expect.stringContaining('/nowhere: there is no such folder; '),
  ]);
});

test('a folder with a line end in its name adds no line to what is told', async () => {
  const config = { ...(await dataDirectory()), ETL_DATA_DIR: '/no\n  where' };

  expect(await problemsOf(config, sampleModel)).toEqual([
    expect.stringContaining('/no\\n  where: there is no such folder; '),
  ]);
});

test('a folder in the place of a file is told as such', async () => {
  const config = await dataDirectory({ users: null });
  await mkdir(join(config.ETL_DATA_DIR, 'users.csv'));

  expect(await problemsOf(config, sampleModel)).toEqual([
    expect.stringContaining('users.csv: is a folder (it has nothing), not a file'),
  ]);
});

test('a missing file is told with one near to it in name, but with none that is read', async () => {
  const config = await dataDirectory({ users: null });
  await writeFile(join(config.ETL_DATA_DIR, 'users (1).csv'), '');

  expect(await problemsOf(config, sampleModel)).toEqual([
    `${config.ETL_DATA_DIR}/users.csv: does not exist, nor does users.csv.gz; ` +
      "users (1).csv is there: rename it, or declare it as files: 'users (1).csv'",
  ]);
});

test('files in another encoding are read where that is declared', async () => {
  const config = await dataDirectory();
  await writeFile(join(config.ETL_DATA_DIR, 'towns.csv'), Buffer.from('town,größe\n1,5\n', 'latin1'));
  const columns = { town: id(), size: integer({ header: ['größe'] }) };
  const towns = entity({ files: 'towns.csv', key: 'town', columns, encoding: 'windows-1252' });

  const sources = await inspectInputs(config, defineFeatures(defineInputs({ towns }), {}));

  expect(sources).toMatchObject([
    { version: { transforms: ['windows-1252'] }, header: { names: ['town', 'größe'] } },
  ]);
});

describe('a column that only a feature needs', () => {
  const files = { user_experiments: 'experiment_id,user_id,experiment_compound_ids\n' };

  test('must be there', async () => {
    const { experiments } = sampleInputs;
    const needy = defineFeatures(sampleInputs, { most: max(experiments.experiment_run_time) });

    const problems = await problemsOf(await dataDirectory(files), needy);

    expect(problems[0]).toMatch(/user_experiments\.csv: .*experiment_run_time/);
  });

  test('may be missing without that feature', async () => {
    const sources = await inspectInputs(await dataDirectory(files), defineFeatures(sampleInputs, {}));

    expect(sources[1]?.header.columns).toEqual({
      experiment_id: 0,
      user_id: 1,
      experiment_compound_ids: 2,
    });
  });
});

test('a column that is optional may be missing, and another is found by its other name', async () => {
  const shops = defineFeatures(shopInputs, {});
  const directory = temporaryFolder();
  const heads = {
    shops: 'EMPLOYEES;shop_id\n',
    orders: 'order_id;shop_id\n',
    visits: 'visit_id;shop_id\n',
    items: 'item_id\n',
    vouchers: 'voucher_id\n',
  };
  for (const [name, head] of Object.entries(heads)) {
    await writeFile(join(directory, `${name}.csv`), head);
  }
  const config = {
    ETL_DATA_DIR: directory,
    ETL_MAX_REJECT_RATIO: 0,
    ETL_MAX_AGGREGATE_BYTES: 2 ** 30,
    ETL_PART_BYTES: 2 ** 28,
    ETL_MAX_RECORD_BYTES: 1024,
  };

  const sources = await inspectInputs(config, shops);

  expect(sources.map(({ input, header }) => [input, header.columns])).toEqual([
    ['shops', { shop_id: 1, staff: 0 }],
    ['orders', { order_id: 0, shop_id: 1 }],
    ['visits', { visit_id: 0, shop_id: 1 }],
    ['items', { item_id: 0 }],
    ['vouchers', { voucher_id: 0 }],
  ]);
});

test('a header longer than a record may be is told as that', async () => {
  const columns = Array.from({ length: 200 }, (_, n) => `further_column_${n}`).join(',');
  const users = `user_id,${columns},name,email,signup_date\n`;
  const config = { ...(await dataDirectory({ users })), ETL_MAX_RECORD_BYTES: 1024 };

  expect(await problemsOf(config, sampleModel)).toEqual([expect.stringContaining('is too long')]);
});

test('what to do about columns of other names is said once, after all problems', async () => {
  const config = await dataDirectory({ users: 'id,title\n', compounds: 'id,title\n' });

  const problems = await problemsOf(config, sampleModel);

  const remedies = problems.flatMap((problem, index) => (problem.includes("header: ['") ? [index] : []));
  expect(remedies).toEqual([problems.length - 1]);
});

test('nothing is said of other names when no column is missing', async () => {
  const problems = await problemsOf(await dataDirectory({ users: '' }), sampleModel);

  expect(problems).toEqual([expect.stringContaining('the file is empty')]);
});
