import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type IdRun, idsOf } from '../../../../../lib/aggregation/partial/id-runs.ts';
import { readHeader } from '../../../../../lib/csv/header/header.ts';
import { count, defineFeatures, sum } from '../../../../../lib/model/feature-kinds.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { aggregateExperiments } from '../../../../../lib/pipeline/load/events/aggregate-events.ts';
import type { PartSource } from '../../../../../lib/pipeline/load/part-source.ts';
import { compareKernel } from '../../../../fuzz/kernel.ts';

const NEEDED = ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'] as const;
const HEADER = `${NEEDED.join(',')}\n`;
const WIDE = 2n ** 40n;
const features = defineFeatures({ n: count(), total: sum('experiment_run_time') });

async function* chunksOf(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  yield await Promise.resolve(bytes);
}

async function aggregate(lines: readonly string[], taken: readonly IdRun[] = []) {
  const file = Buffer.from(HEADER + lines.join('\n'));
  const header = readHeader(file, NEEDED, file.length);
  if (Array.isArray(header)) {
    throw new Error(header[0]?.message);
  }
  const { bodyOffset, bodyLine } = header;
  const part = { input: 'experiments', header, fromByte: bodyOffset, fromLine: bodyLine } as PartSource;
  const findings = new Findings();
  let readings = 0;
  const openBytes = () => {
    readings++;
    return chunksOf(file.subarray(bodyOffset));
  };
  const { read, totals } = await aggregateExperiments(part, {
    features,
    findings,
    maxRecordBytes: 1 << 20,
    taken,
    openBytes,
  });
  return {
    read,
    readings,
    users: [...totals.aggregates.entries()],
    ids: [...idsOf(totals.idRuns())],
    rejected: findings.rows.map(({ line, reason }) => ({ line, reason })),
  };
}

test('a file whose ids are all different is read once', async () => {
  const { readings, read } = await aggregate([`${WIDE},1,,5`, `${WIDE + 1n},1,,6`, '1,1,,7']);

  expect({ readings, read }).toEqual({ readings: 1, read: 3 });
});

test.each([
  ['small', 10n],
  ['wide', WIDE],
])('experiments of %s ids that an earlier part has are duplicates', async (_size, first) => {
  const lines = [0n, 1n, 2n, 1n, 3n].map((n) => `${first + n},${n},,5`);

  const { users, ids, rejected } = await aggregate(lines, [{ first: first + 1n, length: 2 }]);

  expect(users.map(({ userId }) => userId)).toEqual([0n, 3n]);
  expect(ids).toEqual([first, first + 3n]);
  expect(rejected).toEqual([3, 4, 5].map((line) => ({ line, reason: 'duplicate_id' })));
});

test('of small ids that repeat the first row counts', async () => {
  const { users, rejected, readings } = await aggregate(['1,1,,5', '1,2,,6', '2,1,,7']);

  expect(users).toEqual([{ userId: 1n, experiments: 2, values: [12n] }]);
  expect(rejected).toEqual([{ line: 3, reason: 'duplicate_id' }]);
  expect(readings).toBe(1);
});

test('of wide ids that repeat the first row counts, which takes a second reading', async () => {
  const { users, rejected, readings } = await aggregate([
    `${WIDE},1,,5`,
    `${WIDE},2,,6`,
    `${WIDE + 7n},1,,7`,
    `${WIDE},3,,8`,
  ]);

  expect(users).toEqual([{ userId: 1n, experiments: 2, values: [12n] }]);
  expect(rejected).toEqual([
    { line: 3, reason: 'duplicate_id' },
    { line: 5, reason: 'duplicate_id' },
  ]);
  expect(readings).toBe(2);
});

test('a row that is rejected for its values does not take the id', async () => {
  const { users, rejected } = await aggregate([`${WIDE},1,,x`, `${WIDE},2,,6`, '3,1,,x', '3,2,,7']);

  expect(users).toEqual([{ userId: 2n, experiments: 2, values: [13n] }]);
  expect(rejected).toEqual([
    { line: 2, reason: 'not_an_integer' },
    { line: 4, reason: 'not_an_integer' },
  ]);
});

test('what was found in a first reading is not told twice', async () => {
  const { rejected } = await aggregate(['1,1,,x', `${WIDE},1,,5`, `${WIDE},2,,6`]);

  expect(rejected.map(({ line }) => line)).toEqual([2, 4]);
});

/** A field as people have them: mostly plain. */
const anyField = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 0, max: 30 }).map(String) },
  { weight: 2, arbitrary: fc.bigInt({ min: 0n, max: 2n ** 64n }).map(String) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      ' 7 ',
      '\t7',
      '"7"',
      '"7\n8"',
      '+7',
      '-7',
      '7.0',
      'x',
      '7;8;7',
      '7;;8',
      'ä',
      '"',
      '\0',
    ),
  },
);
const anyLine = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.tuple(anyField, anyField, anyField, anyField).map((fields) => fields.join(',')),
  },
  { weight: 1, arbitrary: fc.array(anyField, { maxLength: 6 }).map((fields) => fields.join(',')) },
);
const anyText = fc
  .array(fc.tuple(anyLine, fc.constantFrom('\n', '\n', '\n', '\r\n')), { maxLength: 40 })
  .map((lines) => lines.map((line) => line.join('')).join(''));

test('the kernel and the careful path agree on whatever stands in a file, in chunks of any size', async () => {
  await fc.assert(
    fc.asyncProperty(anyText, fc.integer({ min: 1, max: 200 }), async (text, size) => {
      const file = Buffer.from(HEADER + text);
      const header = readHeader(file, NEEDED, file.length);
      if (Array.isArray(header)) {
        throw new Error(header[0]?.message);
      }
      const { bodyOffset } = header;
      async function* open() {
        for (let at = bodyOffset; at < file.length; at += size) {
          yield await Promise.resolve(Buffer.from(file.subarray(at, at + size)));
        }
      }

      await compareKernel({ header, maxRecordBytes: 1024, open, features });
    }),
    { numRuns: 500 },
  );
});
