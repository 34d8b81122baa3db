import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench();
});
afterEach(() => bench.remove());

const HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time';
const WIDE = 2n ** 40n;

/** Two parts of some 512 bytes: line 2 has the id 1000, line 101 the id 1099. */
const IN_PARTS = { config: { ETL_PART_BYTES: 1024, ETL_MAX_REJECT_RATIO: 0 } };
const lines = () => Array.from({ length: 100 }, (_, n) => `${1000 + n},${1 + (n % 10)},1,5`);

const write = (experiments: readonly string[]) =>
  bench.write({ user_experiments: `${HEADER}\n${experiments.join('\n')}\n` });

async function loadAll(runId: string) {
  const dependencies = bench.dependencies(IN_PARTS);
  const { parts } = await bench.plan(runId, { asOf: '2024-01-01' }, IN_PARTS);
  for (const part of parts) {
    await load(part, dependencies);
  }
  return dependencies;
}

/** The partials of the parts of events: which there are, how many records and lines are in them. */
const partials = () => bench.look`
  SELECT part, kind, rows::int AS rows, lines::int AS lines FROM etl.partials JOIN etl.parts USING (run_id, part)
  WHERE input = 'experiments' ORDER BY part, kind DESC`;

/** All bytes of slices. */
const slices = async () => [
  ...(await bench.look`
    SELECT part, column_name, chunk, encode(bytes, 'hex') AS bytes FROM etl.partial_chunks
    WHERE kind = 'slice' ORDER BY part, column_name, chunk`),
];

describe('an event that an earlier part has', () => {
  const twice = () => {
    const all = lines();
    all[98] = '1000,1,1,99';
    return all;
  };

  test('makes a correction beside the partial of its slice, which stays as it is', async () => {
    write(twice());
    const dependencies = await loadAll('etl-1');
    const before = await slices();

    const published = publish({ runId: 'etl-1' }, dependencies);

    await expect(published).rejects.toThrow('1 of 100 rows were rejected');
    expect((await partials()).map(({ part, kind }) => [part, kind])).toEqual([
      [1, 'slice'],
      [2, 'slice'],
      [2, 'correction'],
    ]);
    expect(await slices()).toEqual(before);
  });

  test('is corrected once: publishing again takes what is there', async () => {
    write(twice());
    const dependencies = await loadAll('etl-1');
    const publishing = () => publish({ runId: 'etl-1' }, dependencies);
    const corrected = () => bench.look`SELECT xmin::text, rows FROM etl.partials WHERE kind = 'correction'`;

    await expect(publishing()).rejects.toThrow('rejected');
    const first = [...(await corrected())];
    await expect(publishing()).rejects.toThrow('rejected');

    expect(first).toHaveLength(1);
    expect([...(await corrected())]).toEqual(first);
  });
});

test('what is wrong with a slice is kept with lines from its start, and listed with those of the file once they are known', async () => {
  const all = lines();
  all[90] = '1090,1,1,x';
  write(all);

  const dependencies = await loadAll('etl-1');
  const list = () => bench.look`SELECT source, line::int FROM etl.rejected_rows WHERE part = 2`;
  const whileLoading = [...(await list())];
  await expect(publish({ runId: 'etl-1' }, dependencies)).rejects.toThrow('1 of 100 rows were rejected');

  const [part] = await bench.look`
    SELECT part, (slices->0->>'fromLine')::int AS from_line FROM etl.parts WHERE part = 2`;
  const [column] = await bench.look`
    SELECT convert_from(bytes, 'UTF8')::jsonb AS found FROM etl.partial_chunks
    WHERE part = 2 AND column_name = 'findings'`;
  expect(whileLoading).toEqual([]);
  expect([...(await list())]).toEqual([{ source: 'user_experiments.csv', line: 92 }]);
  expect(column?.['found']).toEqual({
    rows: [
      {
        slice: 0,
        line: 92 - part?.['from_line'],
        lastLine: 92 - part?.['from_line'],
        column: 'experiment_run_time',
        reason: 'not_an_integer',
        severity: 'reject',
        seen: 'x',
        raw: '1090,1,1,x',
      },
    ],
    kinds: [{ column: 'experiment_run_time', reason: 'not_an_integer', severity: 'reject', count: 1 }],
  });
});

test('records and lines of slices add up to those of the file, blank lines and those inside quotes included', async () => {
  const all = lines();
  all[20] = '1020,1,"1;\n2",5\n\n';
  write(all);

  const dependencies = await loadAll('etl-1');
  const stored = await partials();
  await publish({ runId: 'etl-1' }, dependencies);

  const [{ from_line: fromLine } = { from_line: 0 }] = await bench.look`
    SELECT (slices->0->>'fromLine')::int AS from_line FROM etl.parts WHERE input = 'experiments' ORDER BY part DESC LIMIT 1`;
  const [first, last] = stored;
  expect(stored.map((partial) => partial['rows']).reduce((sum, n) => sum + n, 0)).toBe(100);
  expect(fromLine + last?.['lines']).toBe(1 + 100 + 3 + 1);
  expect(last?.['rows']).toBeGreaterThan(0);
  expect(first?.['lines']).toBe(fromLine - 2);
});

describe('publishing refuses', () => {
  test('partials that other code made', async () => {
    write(lines());
    const dependencies = await loadAll('etl-1');
    await bench.look`UPDATE etl.partials SET key = '1 other ' || key WHERE part = 2`;

    await expect(publish({ runId: 'etl-1' }, dependencies)).rejects.toThrow(
      'the code changed between two steps of the run, start a new run',
    );
  });

  test('to go on when partials are gone, since they do not outlive a crash of the database', async () => {
    write(lines());
    const dependencies = await loadAll('etl-1');
    await bench.look`TRUNCATE etl.partials CASCADE`;

    await expect(publish({ runId: 'etl-1' }, dependencies)).rejects.toThrow(
      'but the partials of only 0 are left: the database crashed; start a new run',
    );
  });
});

test('wide ids in several chunks and parts are walked through to the end', async () => {
  const many = Array.from({ length: 40_000 }, (_, n) => `${WIDE + 2n * BigInt(n)},1,,1`);
  // The last of the first part's ids again, as the very last.
  many.push(`${WIDE + 2n * 30_000n},1,,1`);
  write(many);
  const config = { ETL_PART_BYTES: 700_000 };

  const { rejected, read } = await bench.run('etl-1', { asOf: '2024-01-01' }, { config });

  expect({ rejected, read }).toEqual({ rejected: 1, read: 40_014 });
});
