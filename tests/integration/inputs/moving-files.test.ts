import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { makeWorkbench, SAMPLE_DIR, type Workbench } from '../pipeline/workbench.ts';

let bench: Workbench;
let path: string;
beforeEach(async () => {
  bench = await makeWorkbench();
  path = join(bench.directory, 'user_experiments.csv');
});
afterEach(() => bench.remove());

/** Overwrites without changing the size, and with a time of its own, however coarse the file system's clock is. */
function rewrite(): void {
  const later = new Date(statSync(path).mtimeMs + 5000);
  writeFileSync(path, readFileSync(path, 'utf8').replace('10', '11'));
  utimesSync(path, later, later);
}

const touch = () => utimesSync(path, new Date(), new Date(Date.now() + 5000));

function replace(): void {
  copyFileSync(path, `${path}.new`);
  renameSync(`${path}.new`, path);
}

function replaceByFolder(): void {
  rmSync(path);
  mkdirSync(path);
}

const MOVES = [
  {
    move: 'replaced by a copy of itself',
    change: replace,
    said: 'it was written to, or replaced by another file',
  },
  {
    move: 'truncated',
    change: () => truncateSync(path, 100),
    said: /the size changed from \d+ to 100 bytes/,
  },
  {
    move: 'appended to',
    change: () => appendFileSync(path, '\n99,1,1,1\n'),
    said: /the size changed from \d+ to \d+ bytes/,
  },
  { move: 'overwritten', change: rewrite, said: 'it was written to' },
  { move: 'touched', change: touch, said: 'it was written to' },
  { move: 'removed', change: () => rmSync(path), said: 'does not exist' },
  { move: 'replaced by a folder', change: replaceByFolder, said: 'is not a regular file' },
];

/** Loads the parts in their order, and gives the error of the one that fails. */
async function loadAll(runId: string, parts: readonly { part: number }[]): Promise<unknown> {
  for (const { part } of parts) {
    try {
      await load({ runId, part }, bench.dependencies());
    } catch (error) {
      return error;
    }
  }
  return undefined;
}

describe('a file that moves between plan and load', () => {
  test.each(MOVES)('fails the run, which says so: $move', async ({ change, said }) => {
    const { parts } = await bench.plan('etl-1');
    change();

    const error = await loadAll('etl-1', parts);

    expect(error).toMatchObject({ name: 'InputError', code: 'INPUT_CHANGED' });
    const { message } = error as Error;
    expect(message).toMatch(said);
    expect(message).toContain(`${path}: `);
    expect(message).toContain('during the run; the table is unchanged');
  });

  test('has nothing of it recorded', async () => {
    const { parts } = await bench.plan('etl-1');
    appendFileSync(path, '\n99,1,1,1\n');

    await loadAll('etl-1', parts);

    const loaded =
      await bench.look`SELECT input FROM etl.parts WHERE state = 'loaded' AND input = 'experiments'`;
    expect([...loaded]).toEqual([]);
    expect(await bench.table()).toEqual([]);
  });

  test('is read by the next run as it is then', async () => {
    const { parts } = await bench.plan('etl-1');
    appendFileSync(path, '\n99,10,1,1\n');
    await loadAll('etl-1', parts);

    const { read } = await bench.run('etl-2');

    expect(read).toBe(25);
  });
});

test('a file that moves between load and publish fails the run if its rows have to be listed', async () => {
  appendFileSync(path, '\n99,12345,1,1\n');
  const { parts } = await bench.plan('etl-1');
  await loadAll('etl-1', parts);
  appendFileSync(path, '100,1,1,1\n');

  const published = publish({ runId: 'etl-1' }, bench.dependencies());

  await expect(published).rejects.toMatchObject({ name: 'InputError', code: 'INPUT_CHANGED' });
  expect(await bench.table()).toEqual([]);
});

test('a file that is the same by path, size, time and inode is no other one', async () => {
  const { parts } = await bench.plan('etl-1');
  readFileSync(path);

  const error = await loadAll('etl-1', parts);

  expect(error).toBeUndefined();
  expect(statSync(path).size).toBe(statSync(join(SAMPLE_DIR, 'user_experiments.csv')).size);
});
