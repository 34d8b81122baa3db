import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Config } from '../../../lib/config.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { type VisitFiles, visitModel, writeVisitFiles } from '../../unit/support/visit-files.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench({ model: visitModel });
  for (const file of ['users', 'user_experiments', 'compounds']) {
    rmSync(join(bench.directory, `${file}.csv`));
  }
});
afterEach(() => bench.remove());

interface Changes {
  readonly config: Partial<Config>;
}

/** Each source is a part of its own, one of events even several; or all of an input in one. */
const APART: Changes = { config: { ETL_PART_BYTES: 1, ETL_MAX_REJECT_RATIO: 0.9 } };
const TOGETHER: Changes = { config: { ETL_MAX_REJECT_RATIO: 0.9 } };

const CONF = { asOf: '2024-01-01', acceptDeletes: true };

async function run(files: VisitFiles = {}, changes = APART, runId = 'etl-1') {
  await writeVisitFiles(bench.directory, files);
  return await bench.run(runId, CONF, changes);
}

/** What the table has of each shop. */
async function table() {
  const rows = await bench.look`
    SELECT shop_id::int AS shop, town, visits_count::int AS visits, minutes::int, usual_item
    FROM shops_derivation ORDER BY shop_id`;
  return rows.map(({ shop, town, visits, minutes, usual_item }) => [shop, town, visits, minutes, usual_item]);
}

const rejects = async (runId = 'etl-1') => {
  const rows = await bench.look`
    SELECT input, source, line::int, reason, raw FROM etl.rejected_rows
    WHERE run_id = ${runId} ORDER BY input, source, line, reason`;
  return rows.map(({ input, source, line, reason, raw }) => [input, source, line, reason, raw]);
};

const WIDE = 2n ** 40n;

/** In each input keys that a source before has, or the same source. */
const REPEATED: VisitFiles = {
  'shops-c.csv.gz': 'shop_id,town\n1,Gera\n4,Jena\n4,Hof\n3,x\n',
  'visits/2024/03.csv.gz': `visit_id,shop_id,item_id,minutes\n1,3,8,100\n${WIDE},3,9,1\n`,
  'visits/2024/04.csv': `visit_id,shop_id,item_id,minutes\n${WIDE},1,9,1000\n${WIDE + 1n},4,8,2\n2,4,8,x\n${WIDE + 1n},4,8,7\n`,
  'items-c.csv': 'item_id,label\n9,Late rice\n10,Oats\n8,Late tea\n',
};

/** Rows that read the first source first: shops-b, shops-c, shops. */
const OF_REPEATED = [
  [1, 'Gera', 2, 40, 'Tea'],
  [2, 'Bonn', 1, 20, 'Rice'],
  [3, 'Kiel', 1, 1, 'Rice'],
  [4, 'Jena', 1, 2, 'Tea'],
];

const OF_REPEATED_REJECTS = [
  ['items', 'items-c.csv', 2, 'duplicate_id', '9,Late rice'],
  ['items', 'items-c.csv', 4, 'duplicate_id', '8,Late tea'],
  ['shops', 'shops-c.csv.gz', 4, 'duplicate_id', '4,Hof'],
  ['shops', 'shops-c.csv.gz', 5, 'duplicate_id', '3,x'],
  ['shops', 'shops.csv', 2, 'duplicate_id', '1,Ulm'],
  ['visits', 'visits/2024/03.csv.gz', 2, 'duplicate_id', '1,3,8,100'],
  ['visits', 'visits/2024/04.csv', 2, 'duplicate_id', `${WIDE},1,9,1000`],
  ['visits', 'visits/2024/04.csv', 4, 'not_an_integer', '2,4,8,x'],
  ['visits', 'visits/2024/04.csv', 5, 'duplicate_id', `${WIDE + 1n},4,8,7`],
];

describe.each([
  ['each in a part of its own', APART],
  ['all of an input in one part', TOGETHER],
])('several sources of each input, %s', (_how, changes) => {
  test('are published as one', async () => {
    const counts = await run({}, changes);

    expect(await table()).toEqual([
      [1, 'Ulm', 2, 40, 'Tea'],
      [2, 'Bonn', 1, 20, 'Rice'],
      [3, 'Kiel', 0, 0, null],
    ]);
    expect(counts).toMatchObject({ read: 8, rejected: 0, warnings: 0, inserted: 3 });
  });

  test('have the later row of a key rejected, with its source and line', async () => {
    const counts = await run(REPEATED, changes);

    expect(await table()).toEqual(OF_REPEATED);
    expect(await rejects()).toEqual(OF_REPEATED_REJECTS);
    expect(counts).toMatchObject({ read: 21, rejected: OF_REPEATED_REJECTS.length });
    const [stored] = await bench.look`
      SELECT sum(read)::int AS read, sum(rejected)::int AS rejected, sum(loaded)::int AS loaded FROM etl.parts`;
    expect(stored).toEqual({ read: 21, rejected: 9, loaded: 12 });
  });

  test('come to the same when they are run again', async () => {
    await run(REPEATED, changes);

    const again = await bench.run('etl-2', CONF, changes);

    expect(again).toMatchObject({ inserted: 0, updated: 0, deleted: 0, unchanged: 4, rejected: 9 });
    expect(await rejects('etl-2')).toEqual(OF_REPEATED_REJECTS);
  });

  test('leave nothing in the stage', async () => {
    await run(REPEATED, changes);

    expect([...(await bench.look`SELECT FROM etl.entity_stage`)]).toEqual([]);
  });

  test('have rows listed that name what is not there, with their sources', async () => {
    await run(
      {
        'visits/2024/03.csv.gz': 'visit_id,shop_id,item_id,minutes\n7,99,8,1\n8,3,77,1\n',
        'visits/2024/04.csv': 'visit_id,shop_id,item_id,minutes\n9,98,8,1\n',
      },
      changes,
    );

    expect(await rejects()).toEqual([
      ['visits', 'visits/2024/03.csv.gz', 2, 'unknown_shop', '7,99,8,1'],
      ['visits', 'visits/2024/03.csv.gz', 3, 'unknown_item', '8,3,77,1'],
      ['visits', 'visits/2024/04.csv', 2, 'unknown_shop', '9,98,8,1'],
    ]);
  });

  test('may have headers only, or nothing but blank lines after them', async () => {
    const counts = await run(
      {
        'shops-c.csv': 'shop_id,town',
        'visits/2024/00.csv': 'visit_id,shop_id\n\n\n',
        'items-0.csv.gz': 'item_id,label\n',
      },
      changes,
    );

    expect(counts).toMatchObject({ read: 8, rejected: 0, inserted: 3 });
  });

  test('may be called whatever a file may be called', async () => {
    const counts = await run({ 'shops-\n"🧪".csv': 'shop_id,town\nx,Gera\n' }, changes);

    expect(counts).toMatchObject({ rejected: 1 });
    expect(await rejects()).toEqual([['shops', 'shops-\n"🧪".csv', 2, 'not_an_integer', 'x,Gera']]);
  });
});

describe('a part of the entity with rows of an earlier part', () => {
  test('is corrected once: publishing again takes what is there', async () => {
    await writeVisitFiles(bench.directory, { 'shops-c.csv': 'shop_id,town\n3,x\n' });
    const dependencies = bench.dependencies({ config: { ...APART.config, ETL_MAX_REJECT_RATIO: 0 } });
    const { parts: planned } = await bench.plan('etl-1', CONF, APART);
    for (const part of planned) {
      await load(part, dependencies);
    }
    const publishing = () => publish({ runId: 'etl-1' }, dependencies);
    const corrections = async () => [
      ...(await bench.look`SELECT part, xmin::text FROM etl.partials WHERE kind = 'correction'`),
    ];

    await expect(publishing()).rejects.toThrow('1 of 4 rows were rejected');
    const first = await corrections();
    await expect(publishing()).rejects.toThrow('1 of 4 rows were rejected');

    expect(first).toHaveLength(1);
    expect(await corrections()).toEqual(first);
    const staged =
      await bench.look`SELECT unnest(shop_id::int[]) AS shop_id, unnest(town::text[]) AS town FROM etl.entity_stage ORDER BY shop_id, etl_part`;
    expect(staged.map(({ shop_id, town }) => [shop_id, town])).toEqual([
      [1, 'Ulm'],
      [2, 'Bonn'],
      [3, 'Kiel'],
    ]);
  });
});

test('a source of the entity that moves between load and publish fails the run if rows of it have to leave again', async () => {
  await writeVisitFiles(bench.directory, { 'shops-c.csv': 'shop_id,town\n3,x\n' });
  const { parts: planned } = await bench.plan('etl-1', CONF, APART);
  const dependencies = bench.dependencies(APART);
  for (const part of planned) {
    await load(part, dependencies);
  }
  writeFileSync(join(bench.directory, 'shops-c.csv'), 'shop_id,town\n4,y\n5,z\n');

  await expect(publish({ runId: 'etl-1' }, dependencies)).rejects.toMatchObject({ code: 'INPUT_CHANGED' });

  expect([...(await bench.look`SELECT FROM shops_derivation`)]).toEqual([]);
});

test('a row that a source before has counts when the one before is unusable', async () => {
  await run({ 'shops-b.csv': 'town;shop_id\nKiel;3;;\n', 'shops-c.csv': 'shop_id,town\n3,Gera\n3,Jena\n' });

  expect(await rejects()).toEqual([
    ['shops', 'shops-b.csv', 2, 'wrong_column_count', 'Kiel;3;;'],
    ['shops', 'shops-c.csv', 3, 'duplicate_id', '3,Jena'],
  ]);
  expect((await table())[2]).toEqual([3, 'Gera', 0, 0, null]);
});

test('more sources than Airflow maps over are refused, with a value of ETL_PART_BYTES that puts them together', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1100 }, (_, n) => [`items-${n}.csv`, `item_id,label\n${100 + n},Oats\n`]),
  );

  await expect(run(many, APART)).rejects.toMatchObject({
    code: 'TOO_MANY_PARTS',
    message: expect.stringMatching(
      /1102 files of items.*; set ETL_PART_BYTES=32, which makes \d+; the table is unchanged$/,
    ),
  });
});

test('a thousand files with a row each are one part', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 1000 }, (_, n) => [`visits/${n}.csv`, `shop_id;visit_id\n1;${100 + n}\n`]),
  );

  const counts = await run(many, TOGETHER);

  expect(counts).toMatchObject({ read: 1008, rejected: 0 });
  const parts =
    await bench.look`SELECT input, jsonb_array_length(slices)::int AS slices FROM etl.parts ORDER BY part`;
  expect(parts.map(({ input, slices }) => [input, slices])).toEqual([
    ['shops', 2],
    ['visits', 1002],
    ['items', 2],
  ]);
  expect((await table())[0]).toEqual([1, 'Ulm', 1002, 40, 'Tea']);
});

test('a part that an earlier release planned is refused, which says what to do', async () => {
  await writeVisitFiles(bench.directory);
  const { parts: planned } = await bench.plan('etl-1', CONF, TOGETHER);
  await bench.look`UPDATE etl.parts SET slices = '[]'`;

  const loading = load({ runId: 'etl-1', part: planned[0]?.part ?? 0 }, bench.dependencies());

  await expect(loading).rejects.toMatchObject({
    name: 'RunClosedError',
    message: 'run etl-1 was planned by an earlier release: start a new run',
  });
});

test('notices of a run say what its files lack, and which are not read', async () => {
  await run({ 'items.csv': 'item_id,label\n' }, TOGETHER);

  const [recorded] = await bench.look`SELECT notices FROM etl.runs`;
  expect(recorded?.['notices']).toEqual([
    'visits/2024/02.csv: the column item_id is missing, so it is NULL in every row',
    expect.stringMatching(/^items\.csv is not read: /),
  ]);
});

describe('an archive', () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => `${100 + n},3,8,${(n * 7919) % 10_007}\n`).join('');
  const archive = gzipSync(`visit_id,shop_id,item_id,minutes\n${rows}`);

  test('that is cut after its head fails the load, which says so', async () => {
    await writeVisitFiles(bench.directory, { 'visits/x.csv.gz': archive.subarray(0, archive.length / 2) });
    const { parts: planned } = await bench.plan('etl-1', CONF, TOGETHER);

    const loading = Promise.all(planned.map((part) => load(part, bench.dependencies())));

    await expect(loading).rejects.toMatchObject({
      name: 'InputError',
      code: 'INPUT_UNUSABLE',
      message: expect.stringMatching(/visits\/x\.csv\.gz: .*; the table is unchanged$/),
    });
  });

  test('that is cut in its head fails the plan, which says so', async () => {
    await writeVisitFiles(bench.directory, { 'visits/x.csv.gz': archive.subarray(0, 12) });

    await expect(bench.plan('etl-1', CONF, TOGETHER)).rejects.toMatchObject({
      code: 'INPUT_UNUSABLE',
      message: expect.stringContaining('visits/x.csv.gz: '),
    });
  });
});

describe('a source that is replaced between plan and load', () => {
  test.each([
    ['by other rows', 'shop_id,town\n1,Gera\n'],
    ['by an archive', gzipSync('shop_id,town\n1,Ulm\n2,Bonn\n')],
  ])('%s fails the run, which names it', async (_what, content) => {
    await writeVisitFiles(bench.directory);
    const { parts: planned } = await bench.plan('etl-1', CONF, TOGETHER);
    writeFileSync(join(bench.directory, 'shops.csv'), content);

    const loading = load({ runId: 'etl-1', part: planned[0]?.part ?? 0 }, bench.dependencies());

    await expect(loading).rejects.toMatchObject({
      code: 'INPUT_CHANGED',
      message: expect.stringMatching(/\/shops\.csv: .* during the run; the table is unchanged/),
    });
  });
});

test('a quote that a source leaves open at its end does not swallow the next', async () => {
  await run({ 'shops-b.csv': 'town;shop_id\n"Kiel;3' }, TOGETHER);

  const rows =
    await bench.look`SELECT source, line::int, reason FROM etl.rejected_rows WHERE input = 'shops'`;
  expect([...rows]).toEqual([{ source: 'shops-b.csv', line: 2, reason: 'unclosed_quote' }]);
});
