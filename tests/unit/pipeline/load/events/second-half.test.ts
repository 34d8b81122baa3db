import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { encodePartial } from '../../../../../lib/aggregation/partial/partial.ts';
import { readHeader } from '../../../../../lib/csv/header/header.ts';
import { defineFeatures, max, min, sum } from '../../../../../lib/model/feature-kinds.ts';
import { Findings, LISTED_OF_A_KIND } from '../../../../../lib/pipeline/findings/findings.ts';
import { aggregateExperiments } from '../../../../../lib/pipeline/load/events/aggregate-events.ts';
import { startSecondHalf } from '../../../../../lib/pipeline/load/events/second-half.ts';
import { wholeFile } from '../../../../../lib/pipeline/plan/cut.ts';
import { identify } from '../../../../../lib/sources/file.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

const NEEDED = ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'] as const;
const features = defineFeatures({
  total: sum('experiment_run_time'),
  least: min('experiment_run_time'),
  most: max('experiment_run_time'),
});
const GREATEST = 2n ** 63n - 1n;

/** Experiments of several users, with ids from 1 on. */
const experiments = (count: number) =>
  Array.from({ length: count }, (_, n) => `${n + 1},${n % 7},${n % 5};${n % 3},${n}`);

async function partOf(lines: readonly string[]) {
  const path = join(temporaryFolder(), 'user_experiments.csv');
  const text = `${NEEDED.join(',')}\n${lines.join('\n')}\n`;
  await writeFile(path, text);
  const header = readHeader(Buffer.from(text), NEEDED, text.length);
  if (Array.isArray(header)) {
    throw new Error(header[0]?.message);
  }
  return wholeFile({ input: 'experiments', identity: await identify(path), header });
}

async function readBy(threads: 1 | 2, lines: readonly string[]) {
  const findings = new Findings();
  const { read, totals } = await aggregateExperiments(await partOf(lines), {
    features,
    findings,
    maxRecordBytes: 1 << 20,
    twoThreadsBytes: threads === 2 ? 0 : Number.POSITIVE_INFINITY,
  });
  const kinds = findings.counts().map(({ reason, count }) => [reason, count]);
  return { read, partial: encodePartial(features, totals).toString('hex'), rows: findings.rows, kinds };
}

/** Lines of which some are replaced. */
const withLines = (count: number, replaced: Readonly<Record<number, string>>) =>
  experiments(count).map((line, at) => replaced[at] ?? line);

test.each([
  ['nothing is wrong', withLines(3000, {})],
  ['rows are rejected in both', withLines(3000, { 10: '11,1,1,x', 2900: '2901,1', 2901: '2902,-1,1,1' })],
  ['an experiment is in both', withLines(3000, { 2900: '11,1,1,1' })],
  ['an experiment is twice in one', withLines(3000, { 2900: '2801,1,1,1', 5: '2,1,1,1' })],
  [
    'an experiment with a wide id is in both',
    withLines(3000, { 1: `${GREATEST},1,1,1`, 2900: `${GREATEST},1,1,1` }),
  ],
  [
    'a quoted field is open in the middle',
    withLines(3000, { 1600: `1601,1,"${'\n1,1,1,1'.repeat(800)}",1` }),
  ],
  [
    'a quoted field of the second spans lines',
    withLines(3000, { 2800: '2801,1,"1\n;\n2",1', 2900: 'x,1,1,1' }),
  ],
  [
    'sums are beyond 64 bits',
    withLines(3000, { 1: `2,1,1,${GREATEST}`, 2: `3,1,1,${GREATEST}`, 2900: `2901,1,1,${GREATEST}` }),
  ],
  [
    'compounds have wide ids',
    withLines(3000, { 1: '2,1,70000;5000000000,1', 2900: '2901,1,5000000000;70000,1' }),
  ],
])('two threads come to the same as one when %s', async (_what, lines) => {
  const [one, two] = [await readBy(1, lines), await readBy(2, lines)];

  expect(two).toEqual(one);
});

test.each([
  ['first', 100],
  ['second', 2900],
])('a quote that is never closed in the %s half is told with its line', async (_half, at) => {
  const lines = withLines(3000, { [at]: `${at + 1},1,"1,1` });

  const error = await readBy(2, lines).catch((thrown: unknown) => thrown);

  expect(error).toMatchObject({ code: 'UNCLOSED_QUOTE', message: expect.stringContaining(`line ${at + 2}`) });
});

test('of what is found in both, as many rows are listed as of one file', async () => {
  const lines = Array.from({ length: LISTED_OF_A_KIND + 4000 }, (_, n) => `${n},1,1,x`);

  const { rows, kinds } = await readBy(2, lines);

  expect(rows).toHaveLength(LISTED_OF_A_KIND);
  expect(rows.at(-1)?.line).toBe(LISTED_OF_A_KIND + 1);
  expect(kinds).toEqual([['not_an_integer', lines.length]]);
});

test('the second thread begins behind a line end, at about the middle', async () => {
  const part = await partOf(experiments(3000));

  const half = await startSecondHalf({ part, slots: features.slots, maxRecordBytes: 1 << 20 }, 0);
  const result = await half?.result(new Map());
  await half?.stop();

  const share = ((half?.fromByte ?? 0) - part.fromByte) / (part.toByte - part.fromByte);
  expect(share).toBeGreaterThan(0.5);
  expect(share).toBeLessThan(0.6);
  expect(result?.read).toBeGreaterThan(1000);
  expect(result?.findings).toEqual({ rows: [], kinds: [] });
});

test.each([
  ['a small part', experiments(10), 1 << 20],
  ['a part without a line end behind its middle', [`1,1,1,"${' '.repeat(5000)}"`], 0],
])('%s is left to one thread', async (_what, lines, leastBytes) => {
  const part = await partOf(lines);

  const half = await startSecondHalf({ part, slots: features.slots, maxRecordBytes: 1 << 20 }, leastBytes);

  expect(half).toBeUndefined();
});

test('a second thread that fails gives no result, and no error', async () => {
  const part = await partOf(experiments(3000));
  const longer = { ...part, toByte: part.toByte + 1 };
  const half = await startSecondHalf({ part: longer, slots: features.slots, maxRecordBytes: 1 << 20 }, 0);

  const result = await half?.result(new Map());
  await half?.stop();

  expect(half).toBeDefined();
  expect(result).toBeUndefined();
});
