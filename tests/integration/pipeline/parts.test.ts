import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { load } from '../../../lib/pipeline/load/load.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { makeWorkbench, type Workbench } from './workbench.ts';

let bench: Workbench;
beforeEach(async () => {
  bench = await makeWorkbench();
});
afterEach(() => bench.remove());

const HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';
const WIDE = 2n ** 40n;

/** Experiments of some 14 bytes each, the ids from 1000 on. */
const experiments = (count: number) =>
  Array.from({ length: count }, (_, n) => `${1000 + n},${1 + (n % 10)},1,5`);

const file = (lines: readonly string[]) => `${HEADER}${lines.join('\n')}\n`;

/** Parts of some 1 KiB. */
const IN_PARTS = { config: { ETL_PART_BYTES: 1024 } };

/** What a run leaves behind: the table, the counts, what is wrong with which line. */
async function outcome(runId: string, changes = {}) {
  const { runId: _, ...counts } = await bench.run(runId, { asOf: '2024-01-01' }, changes);
  const rejects = await bench.look`
    SELECT line::int, column_name, reason, raw FROM etl.rejected_rows WHERE run_id = ${runId} ORDER BY line, reason`;
  const perReason = await bench.look`
    SELECT column_name, reason, sum(count)::int AS count FROM etl.reject_counts
    WHERE run_id = ${runId} GROUP BY 1, 2 ORDER BY 1, 2`;
  const [{ parts } = { parts: 0n }] = await bench.look`
    SELECT count(*) AS parts FROM etl.parts WHERE run_id = ${runId} AND input = 'experiments'`;
  return {
    counts,
    rejects: [...rejects],
    perReason: [...perReason],
    parts: Number(parts),
    table: await bench.table(),
  };
}

/** The run in one part, then in another database's stead the same run in several: both must leave the same. */
async function wholeAndInParts(lines: readonly string[], inParts: object = IN_PARTS, atOnce: object = {}) {
  bench.write({ user_experiments: file(lines) });
  const whole = await outcome('etl-whole', atOnce);
  await bench.look`TRUNCATE users_derivation`;
  await bench.look`DELETE FROM etl.runs`;
  return { whole, inParts: await outcome('etl-parts', inParts) };
}

describe('a file that is loaded in parts has the same result as in one', () => {
  test('when nothing is wrong with it', async () => {
    const { whole, inParts } = await wholeAndInParts(experiments(300));

    expect([whole.parts, inParts.parts]).toEqual([1, 4]);
    expect({ ...inParts, parts: 1 }).toEqual(whole);
    expect(whole.counts).toMatchObject({ read: 313, rejected: 0, inserted: 10 });
  });

  test('when rows are rejected, with their lines in the file', async () => {
    const lines = experiments(300);
    for (const at of [5, 120, 200, 290]) {
      lines[at] = `${1000 + at},1,1,x`;
    }
    lines[150] = `1150,1,"1;\n;2",5`;

    const { whole, inParts } = await wholeAndInParts(lines);

    expect({ ...inParts, parts: 1 }).toEqual(whole);
    expect(whole.rejects.map(({ line, reason }) => [line, reason])).toEqual([
      [7, 'not_an_integer'],
      [122, 'not_an_integer'],
      [152, 'bad_id_list'],
      [203, 'not_an_integer'],
      [293, 'not_an_integer'],
    ]);
  });

  test('when an experiment is in several of them: its first row counts', async () => {
    const lines = experiments(300);
    lines[0] = `${WIDE},1,1,7`;
    lines[100] = '1050,2,1,99';
    lines[101] = `${WIDE},2,1,99`;
    lines[250] = '1050,2,1,99';
    lines[251] = '1150,2,1,99';

    const { whole, inParts } = await wholeAndInParts(lines);

    expect({ ...inParts, parts: 1 }).toEqual(whole);
    expect(whole.rejects.map(({ line, reason }) => [line, reason])).toEqual(
      [102, 103, 252, 253].map((line) => [line, 'duplicate_id']),
    );
  });

  test('when users and compounds are unknown', async () => {
    const lines = experiments(300);
    for (const at of [3, 280]) {
      lines[at] = `${1000 + at},77,1,5`;
    }
    lines[150] = '1150,1,1;99,5';

    const { whole, inParts } = await wholeAndInParts(lines);

    expect({ ...inParts, parts: 1 }).toEqual(whole);
    expect(whole.perReason.map(({ reason, count }) => [reason, count])).toEqual([
      ['unknown_compound', 1],
      ['unknown_user', 2],
    ]);
  });
});

describe('a file with texts over several lines', () => {
  /** The lines of a text look like rows, so that where it is cut they are taken for rows. */
  const text = (bytes: number) => `9,9,"${'8,1,1,5\n'.repeat(bytes / 8)}",5`;
  /** Parts that begin in texts, some of them in the same. */
  const LIMITS = { ETL_MAX_REJECT_RATIO: 0.9 };
  const SMALL = { config: { ...LIMITS, ETL_PART_BYTES: 100_000 } };
  /** The first part has the first three. */
  const REJECTS = [
    [7, 'not_an_integer'],
    [6002, 'bad_id_list'],
    [6002, 'long_value'],
    [68_512, 'not_an_integer'],
    [71_502, 'duplicate_id'],
    [74_503, 'duplicate_id'],
    [105_002, 'duplicate_id'],
  ];
  const withTexts = () => {
    const lines = experiments(20_000);
    lines[5] = '1005,1,1,x';
    lines[6000] = text(500_000);
    lines[6010] = '6010,1,1,y';
    lines[9000] = `9000,1,"1;\n;2",5`;
    lines[12_000] = text(180_000);
    lines[12_001] = '1005,1,1,7';
    lines[19_999] = '1000,1,1,7';
    return lines;
  };

  test('has the same result in parts, although their beginnings were guessed wrong', async () => {
    const warned: string[] = [];
    const logger = {
      ...bench.dependencies().logger,
      warn: (message: string) => void warned.push(message),
    };
    const { whole, inParts } = await wholeAndInParts(withTexts(), { ...SMALL, logger }, { config: LIMITS });

    expect({ ...inParts, parts: 1 }).toEqual(whole);
    expect(inParts.parts).toBeGreaterThan(8);
    expect(whole.rejects.map(({ line, reason }) => [line, reason])).toEqual(REJECTS);
    expect(warned).toContain('parts were read again');
  });

  test('shows no line of a row before it is known', async () => {
    bench.write({ user_experiments: file(withTexts()) });
    const dependencies = bench.dependencies(SMALL);
    const { parts } = await bench.plan('etl-1', { asOf: '2024-01-01' }, SMALL);
    for (const part of parts) {
      await load(part, dependencies);
    }
    const listed = () =>
      bench.look`SELECT line::int FROM etl.rejected_rows WHERE input = 'experiments' ORDER BY line`;
    const loaded = [...(await listed())];
    const [hinted] = await bench.look`
      SELECT count(hint)::int AS hints, count(*)::int AS kinds FROM etl.reject_counts
      JOIN etl.parts USING (run_id, part) WHERE slices->0->'fromLine' IS NULL`;

    await publish({ runId: 'etl-1' }, dependencies);

    expect(loaded.map(({ line }) => line)).toEqual([7, 6002, 6002]);
    expect(hinted?.['hints']).toBe(0);
    expect(hinted?.['kinds']).toBeGreaterThan(0);
    expect((await listed()).map(({ line }) => line)).toEqual(REJECTS.map(([line]) => line));
  });

  test('is read again once, by two calls of publish and those after them', async () => {
    bench.write({ user_experiments: file(withTexts()) });
    const dependencies = bench.dependencies(SMALL);
    const { parts } = await bench.plan('etl-1', { asOf: '2024-01-01' }, SMALL);
    for (const part of parts) {
      await load(part, dependencies);
    }
    const warned: string[] = [];
    const publishing = async () => {
      const own = bench.dependencies({ config: { ...SMALL.config, ETL_MAX_REJECT_RATIO: 0 } });
      const logger = { ...own.logger, warn: (message: string) => void warned.push(message) };
      return await publish({ runId: 'etl-1' }, { ...own, logger });
    };

    const both = await Promise.allSettled([publishing(), publishing()]);
    const again = warned.filter((message) => message.startsWith('a part is read again'));
    warned.length = 0;
    await expect(publishing()).rejects.toThrow('rejected');

    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(again.length).toBeGreaterThan(0);
    expect(warned.filter((message) => message.includes('read again'))).toEqual([]);
  });
});

test('publishing again, after parts were read again, changes nothing', async () => {
  const lines = experiments(300);
  lines[299] = '1000,1,1,99';
  bench.write({ user_experiments: file(lines) });
  const dependencies = bench.dependencies(IN_PARTS);
  const { parts } = await bench.plan('etl-1', { asOf: '2024-01-01' }, IN_PARTS);
  for (const part of parts) {
    await load(part, dependencies);
  }

  const [first, second] = await Promise.all([
    publish({ runId: 'etl-1' }, dependencies),
    publish({ runId: 'etl-1' }, bench.dependencies(IN_PARTS)),
  ]);

  expect(second).toEqual(first);
  expect(first).toMatchObject({ rejected: 1, inserted: 10 });
  expect(await publish({ runId: 'etl-1' }, dependencies)).toEqual(first);
});

test('too many parts fail the plan, with the setting to change', async () => {
  bench.write({ user_experiments: file(experiments(100_000)) });

  await expect(bench.plan('etl-1', {}, { config: { ETL_PART_BYTES: 1024 } })).rejects.toThrow(
    /with ETL_PART_BYTES=1024 the run would have .* parts, but Airflow can map over 1024 at most/,
  );
});
