import { chmod, mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { defineFeatures, defineInputs, entity, events, id } from '../../../../lib/model/declare.ts';
import { inspectInputs } from '../../../../lib/pipeline/plan/inspect.ts';
import { type VisitFiles, visitDirectory, visitModel } from '../../support/visit-files.ts';

const inspected = async (files: VisitFiles = {}) =>
  await inspectInputs(await visitDirectory(files), visitModel);

/** The folder, and all that is told to be wrong, a line each. */
async function problemsOf(
  files: VisitFiles,
  prepare: (directory: string) => Promise<unknown> = () => Promise.resolve(),
  model = visitModel,
) {
  const config = await visitDirectory(files);
  await prepare(config.ETL_DATA_DIR);
  const error: unknown = await inspectInputs(config, model).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ name: 'InputError', code: 'INPUT_UNUSABLE' });
  return { directory: config.ETL_DATA_DIR, problems: String(error).split('\n  ').slice(1) };
}

test('the sources of an input come by their names, whatever pattern they are of', async () => {
  const sources = await inspected({ 'shops-a.csv': 'shop_id,town\n', 'shops-Ä.csv': 'shop_id,town\n' });

  expect(sources.filter(({ input }) => input === 'shops').map(({ source }) => source)).toEqual([
    'shops-a.csv',
    'shops-b.csv',
    'shops-Ä.csv',
    'shops.csv',
  ]);
});

test('each has a header of its own', async () => {
  const sources = await inspected();

  expect(sources.map(({ header }) => [header.delimiter, header.columns['shop_id']])).toEqual([
    [';', 1],
    [',', 0],
    [',', 1],
    ['|', 2],
    [',', undefined],
    [',', undefined],
  ]);
});

test('an archive is one by what is in it', async () => {
  const sources = await inspected({ 'items-c.csv.gz': 'item_id,label\n10,Oats\n' });

  const transforms = sources.map(({ source, version }) => [source, version.transforms]);
  expect(transforms).toContainEqual(['items-c.csv.gz', ['gzip']]);
  expect(transforms).toContainEqual(['items-b.csv', []]);
});

test('an archive whose head inflates to more than is looked at first is looked at once more', async () => {
  const columns = Array.from({ length: 3000 }, (_, n) => `further_${n}`).join(',');

  const sources = await inspected({ 'items-c.csv.gz': `${columns},item_id,label\n` });

  expect(sources.at(-1)?.header.columns).toEqual({ item_id: 3000, label: 3001 });
});

test('an archive of as many bytes as are looked at first is no file that was seen whole', async () => {
  const columns = Array.from({ length: 3000 }, (_, n) => `further_${n}`).join(',');
  const archive = namedArchive(`${columns},item_id,label\n`, 16 * 1024);

  const sources = await inspected({ 'items-c.csv.gz': archive });

  expect(sources.at(-1)).toMatchObject({ version: { size: 16 * 1024 }, header: { width: 3002 } });
});

/** An archive of just so many bytes: those that it lacks are in the name of the file that it was made of. */
function namedArchive(text: string, bytes: number): Buffer {
  const archive = gzipSync(text);
  const withName = Buffer.from(archive.subarray(0, 10)).fill(0x08, 3, 4);
  const name = Buffer.from(`${'x'.repeat(bytes - archive.length - 1)}\0`);
  return Buffer.concat([withName, name, archive.subarray(10)]);
}

test('a glob that nothing matches is told with its folder', async () => {
  const { directory, problems } = await problemsOf({ 'items-a.csv': null, 'items-b.csv': null });

  expect(problems).toEqual([
    `${directory}/items-*.csv: no file matches this pattern; ${directory} has 2 files, the first is shops-b.csv`,
  ]);
});

test('20 problems are told, and how many more there are', async () => {
  const empty = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`items-${n}.csv`, '']));

  const { problems } = await problemsOf(empty);

  expect(problems).toHaveLength(21);
  expect(problems.slice(0, 20).every((problem) => problem.endsWith(': the file is empty'))).toBe(true);
  expect(problems[20]).toBe('and 980 more problems');
});

test('of 21 problems the last is one more', async () => {
  const empty = Object.fromEntries(Array.from({ length: 21 }, (_, n) => [`items-${n}.csv`, '']));

  const { problems } = await problemsOf(empty);

  expect(problems.at(-1)).toBe('and 1 more problem');
});

test('a file that is there once compressed and once not is told', async () => {
  const { directory, problems } = await problemsOf({ 'items-a.csv.gz': 'item_id,label\n8,Tea\n' });

  expect(problems).toEqual([
    expect.stringContaining(`${directory}/items-a.csv: items-a.csv.gz exists as well`),
  ]);
});

test('a file of two inputs is told, with both', async () => {
  const inputs = defineInputs({
    shops: entity({ files: '*.csv', key: 'shop_id', columns: { shop_id: id() } }),
    visits: events({
      files: 'visits*.csv',
      key: 'visit_id',
      of: 'shop_id',
      columns: { visit_id: id(), shop_id: id().references('shops', { orElse: 'reject' }) },
    }),
  });

  const { directory, problems } = await problemsOf(
    { 'visits.csv': 'visit_id,shop_id\n', 'items-a.csv': null, 'items-b.csv': null },
    undefined,
    defineFeatures(inputs, {}),
  );

  expect(problems).toEqual([
    `${directory}/visits.csv: both shops and visits read this file, by their \`files\` in lib/inputs.ts: name it in one of them only`,
  ]);
});

describe('a name that is no file of rows', () => {
  test('but a folder is not taken by a glob', async () => {
    const config = await visitDirectory();
    await mkdir(join(config.ETL_DATA_DIR, 'items-z.csv'));

    const sources = await inspectInputs(config, visitModel);

    expect(sources.map(({ source }) => source)).not.toContain('items-z.csv');
  });

  test.each([
    ['a link to itself', 'items-z.csv', 'is a symbolic link to itself; replace it with the file itself'],
    [
      'a link to nothing',
      '/nowhere',
      "is a symbolic link to /nowhere, which can't be read; put the file there, or replace the link with the file itself",
    ],
    [
      'a link to a folder',
      'visits',
      'is a folder (it has 2024), not a file; put the file in its place, or declare another file name in `files`',
    ],
  ])('but %s is told, and the others are not', async (_what, target, said) => {
    const { directory, problems } = await problemsOf({}, (path) =>
      symlink(target, join(path, 'items-z.csv')),
    );

    expect(problems).toEqual([`${directory}/items-z.csv: ${said}`]);
  });

  test('but a link up to a folder above is not walked into', async () => {
    const config = await visitDirectory();
    await symlink('..', join(config.ETL_DATA_DIR, 'visits', 'up'));

    const sources = await inspectInputs(config, visitModel);

    expect(sources).toHaveLength(6);
  });

  // The superuser reads them all the same.
  test.skipIf(process.getuid?.() === 0)('that may not be read is told, among others that may', async () => {
    const { directory, problems } = await problemsOf({ 'items-z.csv': 'item_id,label\n' }, (path) =>
      chmod(join(path, 'items-z.csv'), 0o000),
    );

    expect(problems).toEqual([
      expect.stringContaining(`${directory}/items-z.csv: can't be read (EACCES); this process runs as `),
    ]);
  });
});

test.each([
  'items-\n  x.csv',
  'items-"quoted".csv',
  "items-'x'.csv",
  'items-🧪.csv',
  'items-\\.csv',
  'items-%41.csv',
  'items- .csv',
])('a file may be called %j', async (name) => {
  const sources = await inspected({ [name]: 'item_id,label\n' });

  expect(sources.map(({ source }) => source)).toContain(name);
});

test('a line end in the name of a file adds no line to what is told', async () => {
  const { directory, problems } = await problemsOf({ 'items-\n  x.csv': '' });

  expect(problems).toEqual([`${directory}/items-\\n  x.csv: the file is empty`]);
});

test('an archive that is cut in its head is told as damaged', async () => {
  const config = await visitDirectory({ 'items-c.csv.gz': Buffer.from([0x1f, 0x8b, 8, 0, 0, 0]) });

  await expect(inspectInputs(config, visitModel)).rejects.toThrow(/items-c\.csv\.gz: .*archive/);
});
