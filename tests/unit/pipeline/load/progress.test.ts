import { expect, test } from 'vitest';
import { NONE_TAKEN } from '../../../../lib/aggregation/ids/taken-ids.ts';
import { eventsPlanOf, inputNamed } from '../../../../lib/model/model.ts';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import { aggregateEvents } from '../../../../lib/pipeline/load/events/aggregate-events.ts';
import { readInto } from '../../../../lib/pipeline/load/loaders.ts';
import type { PartProgress } from '../../../../lib/store/runs/progress.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { sliceOf } from '../../support/slices.ts';

const MAX_RECORD_BYTES = 1 << 20;
const HEADERS: Readonly<Record<string, string>> = {
  users: 'user_id,name,email,signup_date',
  experiments: 'experiment_id,user_id,experiment_compound_ids,experiment_run_time',
  compounds: 'compound_id,compound_name,compound_structure',
};

const fileOf = (input: string, lines: readonly string[]) =>
  sliceOf(sampleModel, input, [HEADERS[input] ?? '', ...lines]);

/** What is told while an input is read by its loader, and how large its file is. */
async function progressOf(input: string, lines: readonly string[]) {
  const slice = await fileOf(input, lines);
  const told: PartProgress[] = [];
  const loading = {
    slices: [slice],
    findings: new Findings(),
    taken: NONE_TAKEN,
    maxRecordBytes: MAX_RECORD_BYTES,
    onProgress: (progress: PartProgress) => void told.push(progress),
    stage: () => Promise.resolve(),
  };
  await readInto(loading, inputNamed(sampleModel, input), sampleModel);
  return { told, size: slice.toByte - slice.fromByte };
}

/** Events of ids from 1 on, some of them replaced. */
const eventLines = (count: number, replaced: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, n) => replaced[n] ?? `${n + 1},${n % 7},${n % 5},${n}`);

async function eventsProgress(threads: 1 | 2, lines: readonly string[]) {
  const slice = await fileOf('experiments', lines);
  const told: PartProgress[] = [];
  await aggregateEvents([slice], {
    plan: eventsPlanOf(sampleModel, 'experiments'),
    findings: new Findings(),
    maxRecordBytes: MAX_RECORD_BYTES,
    twoThreadsBytes: threads === 2 ? 0 : Number.POSITIVE_INFINITY,
    onProgress: (progress) => void told.push(progress),
  });
  return { told, size: slice.toByte - slice.fromByte };
}

test.each([1, 2] as const)(
  'all bytes are counted while the tables grow, on %i thread(s)',
  async (threads) => {
    // Each thread reads half of them, and tells after each window: three windows a half at least.
    const count = 150_000 * threads;
    const lines = Array.from({ length: count }, (_, n) => `${n + 1},${n * 3},1,5`);

    const { told, size } = await eventsProgress(threads, lines);

    expect(told.length).toBeGreaterThanOrEqual(3);
    if (threads === 1) {
      expect(told.at(-1)).toEqual({ bytes: size, read: count, rejected: 0 });
    }
    for (const { bytes, read } of told) {
      expect(bytes / read).toBeCloseTo(size / count, -1);
    }
  },
);

test.each([
  ['a reference', 'compounds', ['1,A,C', 'x,B,C', '2,C,C']],
  ['an entity', 'users', ['1,A,a@b.c,2023-01-01', '2,B,b@b.c,yesterday', '3,C,c@b.c,2023-01-03']],
  ['events', 'experiments', ['1,1,,5', '2,1,,x', '3,1,,7']],
])('reading %s tells bytes, rows and rejected rows', async (_kind, input, lines) => {
  const { told, size } = await progressOf(input, lines);

  expect(told.at(-1)).toEqual({ bytes: size, read: 3, rejected: 1 });
});

test('reading events tells totals that grow with every chunk', async () => {
  const { told, size } = await eventsProgress(1, eventLines(150_000, { 10: '11,1,1,x' }));

  expect(told.length).toBeGreaterThan(2);
  expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).toSorted((a, b) => a - b));
  expect(told.at(-1)).toEqual({ bytes: size, read: 150_000, rejected: 1 });
});

test('two threads never tell less than before, nor more than there is', async () => {
  const { told, size } = await eventsProgress(2, eventLines(150_000, { 10: 'x', 149000: 'y' }));

  const bytes = told.map((progress) => progress.bytes);
  expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  expect(bytes.at(-1)).toBeLessThanOrEqual(size);
});

test('of a second thread that was for nothing no row counts twice', async () => {
  // A duplicate with a second defect, which is not taken out of what both threads came to.
  const { told, size } = await eventsProgress(2, eventLines(3000, { 2900: '11,1,x,1' }));

  expect(told.at(-1)).toEqual({ bytes: size, read: 3000, rejected: 1 });
  expect(Math.max(...told.map(({ bytes }) => bytes))).toBe(size);
});
