import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import type { Fault } from '../../support/s3/faults.ts';
import { type S3Server, startS3 } from '../../support/s3/server.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';

let bench: Workbench;
let s3: S3Server;
beforeEach(async () => {
  [bench, s3] = await Promise.all([makeWorkbench(), startS3({ pageKeys: 3 })]);
  for (const [name, value] of Object.entries(s3.environment)) {
    vi.stubEnv(name, value);
  }
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all([bench.remove(), s3.close()]);
});

const CONF = { asOf: '2024-06-01', acceptDeletes: true };
const LOCATION = 's3://lab-exports/2026/week 01';

/** Small parts, so that a file of events is several; a large file, of which a connection can be cut. */
const partsOf = (ETL_PART_BYTES: number, location = LOCATION) => ({
  config: { ETL_DATA_DIR: location, ETL_PART_BYTES, ETL_MAX_REJECT_RATIO: 0.9 },
});

/** Puts more events, some of them rejects, into the folder, and all of it into the bucket. */
function fill(archived = false): void {
  const rows = Array.from({ length: 60_000 }, (_, row) =>
    row % 1000 === 7 ? `${row},9999999,1;2,x` : `${row + 1_000_000},${(row % 5) + 1},1;2;3,${row % 90}`,
  );
  const header = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time';
  writeFileSync(join(bench.directory, 'user_experiments.csv'), [header, ...rows, ''].join('\n'));
  s3.objects.putFolder('lab-exports', '2026/week 01', bench.directory);
  s3.objects.put('lab-exports', '2026/week 01/', '');
  if (archived) {
    const bytes = readFileSync(join(bench.directory, 'user_experiments.csv'));
    s3.objects.buckets.get('lab-exports')?.delete('2026/week 01/user_experiments.csv');
    s3.objects.put('lab-exports', '2026/week 01/user_experiments.csv.gz', gzipSync(bytes), {
      'content-encoding': 'gzip',
    });
  }
}

const rejects = async (runId: string) =>
  await bench.look`
    SELECT input, line::int, reason, raw FROM etl.rejected_rows WHERE run_id = ${runId} ORDER BY input, line, reason`;

describe.each([
  ['in one part', 256 * 1024 * 1024, false],
  ['in many parts', 200_000, false],
  ['as an archive', 256 * 1024 * 1024, true],
])('files of a bucket %s', (_, partBytes, archived) => {
  test('give the table and the rejects of the folder, row by row', async () => {
    fill(archived);
    await bench.run('etl-1', CONF, partsOf(partBytes, bench.directory));
    const [table, found] = [await bench.table(), await rejects('etl-1')];

    await bench.run('etl-2', CONF, partsOf(partBytes));

    expect(await bench.table()).toEqual(table);
    expect(await rejects('etl-2')).toEqual(found);
    expect(found.length).toBeGreaterThan(50);
  });
});

test.each<[string, Fault]>([
  ['are cut', { cutAfter: 100_000 }],
  ['are refused with 503', { status: 503, code: 'SlowDown' }],
  ['are reset', 'reset'],
])('answers that %s change nothing', async (_, fault) => {
  fill();
  await bench.run('etl-1', CONF, partsOf(200_000, bench.directory));
  const table = await bench.table();
  s3.failWith(({ index }) => (index % 3 === 1 ? fault : undefined));

  await bench.run('etl-2', CONF, partsOf(200_000));

  expect(await bench.table()).toEqual(table);
});

describe('an object that is overwritten', () => {
  test('after the plan fails the run, and the table is unchanged', async () => {
    fill();
    await bench.run('etl-1', CONF, partsOf(200_000));
    const table = await bench.table();
    const changes = partsOf(200_000);
    const { parts } = await bench.plan('etl-2', CONF, changes);

    s3.objects.put('lab-exports', '2026/week 01/users.csv', 'user_id,name,email,signup_date\n');
    const loading = Promise.all(parts.map((part) => load(part, bench.dependencies(changes))));

    await expect(loading).rejects.toMatchObject({ code: 'INPUT_CHANGED' });
    expect(await bench.table()).toEqual(table);
  });

  test('while it is read fails the run', async () => {
    fill();
    const key = '2026/week 01/user_experiments.csv';
    const [, part] = (await bench.plan('etl-1', CONF, partsOf(1024 ** 3))).parts;
    const whole = s3.objects.buckets.get('lab-exports')?.get(key)?.body ?? Buffer.alloc(0);
    let overwritten = false;
    s3.failWith(({ key: asked, range }) => {
      const isBody = asked === key && range !== 'bytes=0-4095';
      if (isBody && !overwritten) {
        overwritten = true;
        return { cutAfter: 150_000 };
      }
      if (isBody) {
        s3.objects.put('lab-exports', key, whole.subarray(0, 1_000_000));
      }
      return undefined;
    });

    const loading = load(part ?? { runId: '', part: 0 }, bench.dependencies(partsOf(1024 ** 3)));

    await expect(loading).rejects.toMatchObject({
      code: 'INPUT_CHANGED',
      message: expect.stringContaining('has been overwritten since the run looked at it'),
    });
  });
});

test('plan names every file that is missing, with what is there instead', async () => {
  s3.objects.put('lab-exports', '2026/week 01/users (1).csv', 'x');

  const planning = bench.plan('etl-1', CONF, partsOf(1024));

  await expect(planning).rejects.toMatchObject({
    code: 'INPUT_UNUSABLE',
    message: expect.stringContaining(
      's3://lab-exports/2026/week 01/users.csv: does not exist, nor does users.csv.gz; users (1).csv is there',
    ),
  });
});
