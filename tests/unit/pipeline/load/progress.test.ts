import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { IdTable } from '../../../../lib/aggregation/partial/id-table.ts';
import { readHeader } from '../../../../lib/csv/header/header.ts';
import { defineFeatures, sum } from '../../../../lib/model/feature-kinds.ts';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import { usersToStage } from '../../../../lib/pipeline/load/entity/entity-to-stage.ts';
import { aggregateExperiments } from '../../../../lib/pipeline/load/events/aggregate-events.ts';
import { recordsOf } from '../../../../lib/pipeline/load/part-source.ts';
import { readCompounds } from '../../../../lib/pipeline/load/reference-rows.ts';
import { wholeFile } from '../../../../lib/pipeline/plan/cut.ts';
import { identify } from '../../../../lib/sources/file.ts';
import type { InputName } from '../../../../lib/store/runs/parts.ts';
import type { PartProgress } from '../../../../lib/store/runs/progress.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const MAX_RECORD_BYTES = 1 << 20;
const COLUMNS = {
  users: ['user_id', 'name', 'email', 'signup_date'],
  experiments: ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'],
  compounds: ['compound_id', 'compound_name', 'compound_structure'],
} as const satisfies Record<InputName, readonly string[]>;
const features = defineFeatures({ total: sum('experiment_run_time') });

async function partOf(input: InputName, lines: readonly string[]) {
  const path = join(temporaryFolder(), `${input}.csv`);
  const text = `${[COLUMNS[input].join(','), ...lines].join('\n')}\n`;
  await writeFile(path, text);
  const header = readHeader(Buffer.from(text), COLUMNS[input], text.length);
  if (Array.isArray(header)) {
    throw new Error(header[0]?.message);
  }
  return wholeFile({ input, identity: await identify(path), header });
}

/** Experiments of ids from 1 on, some of them replaced. */
const experiments = (count: number, replaced: Readonly<Record<number, string>> = {}) =>
  Array.from({ length: count }, (_, n) => replaced[n] ?? `${n + 1},${n % 7},${n % 5},${n}`);

async function experimentsProgress(threads: 1 | 2, lines: readonly string[]) {
  const part = await partOf('experiments', lines);
  const told: PartProgress[] = [];
  await aggregateExperiments(part, {
    features,
    findings: new Findings(),
    maxRecordBytes: MAX_RECORD_BYTES,
    twoThreadsBytes: threads === 2 ? 0 : Number.POSITIVE_INFINITY,
    onProgress: (progress) => void told.push(progress),
  });
  return { told, size: part.toByte - part.fromByte };
}

test.each([1, 2] as const)(
  'all bytes are counted while the tables grow, on %i thread(s)',
  async (threads) => {
    const lines = Array.from({ length: 150_000 }, (_, n) => `${n + 1},${n * 3},1,5`);

    const { told, size } = await experimentsProgress(threads, lines);

    expect(told.length).toBeGreaterThanOrEqual(3);
    if (threads === 1) {
      expect(told.at(-1)).toEqual({ bytes: size, read: 150_000, rejected: 0 });
    }
    for (const { bytes, read } of told) {
      expect(bytes / read).toBeCloseTo(size / 150_000, -1);
    }
  },
);

test('reading compounds tells bytes and records', async () => {
  const part = await partOf('compounds', ['1,A,C', 'x,B,C', '2,C,C']);
  const told: [number, number][] = [];

  const records = recordsOf(part, MAX_RECORD_BYTES, (bytes, read) => void told.push([bytes, read]));
  await readCompounds(records, part.header, new Findings(), new IdTable());

  expect(told.at(-1)).toEqual([part.toByte - part.fromByte, 3]);
});

test('reading users tells bytes, rows and rejected rows', async () => {
  const part = await partOf('users', ['1,A,a@b.c,2023-01-01', '2,B,b@b.c,yesterday', '3,C,c@b.c,2023-01-03']);
  const told: PartProgress[] = [];
  const onProgress = (progress: PartProgress) => void told.push(progress);

  await usersToStage(part, new Findings(), new IdTable(), MAX_RECORD_BYTES, () => Promise.resolve(), {
    onProgress,
  });

  expect(told.at(-1)).toEqual({ bytes: part.toByte - part.fromByte, read: 3, rejected: 1 });
});

test('reading experiments tells totals that grow with every chunk', async () => {
  const { told, size } = await experimentsProgress(1, experiments(150_000, { 10: '11,1,1,x' }));

  expect(told.length).toBeGreaterThan(2);
  expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).toSorted((a, b) => a - b));
  expect(told.at(-1)).toEqual({ bytes: size, read: 150_000, rejected: 1 });
});

test('two threads never tell less than before, nor more than there is', async () => {
  const { told, size } = await experimentsProgress(2, experiments(150_000, { 10: 'x', 149000: 'y' }));

  const bytes = told.map((progress) => progress.bytes);
  expect(bytes).toEqual(bytes.toSorted((a, b) => a - b));
  expect(bytes.at(-1)).toBeLessThanOrEqual(size);
});

test('of a second thread that was for nothing no row counts twice', async () => {
  const { told, size } = await experimentsProgress(2, experiments(3000, { 2900: '11,1,1,1' }));

  expect(told.at(-1)).toEqual({ bytes: size, read: 3000, rejected: 1 });
  expect(Math.max(...told.map(({ bytes }) => bytes))).toBe(size);
});
