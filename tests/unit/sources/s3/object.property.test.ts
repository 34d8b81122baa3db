import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bucketsOf } from '../../../../lib/sources/s3/buckets.ts';
import type { Fault } from '../../../support/s3/faults.ts';
import { type S3Server, startS3 } from '../../../support/s3/server.ts';
import { collect } from '../reading.ts';
import { SHORT } from './near.ts';

const URI = 's3://orders/visits.csv';
const CONTENT = Buffer.from(Array.from({ length: 20_000 }, (_, line) => `${line},visit\n`).join(''));

let s3: S3Server;
beforeAll(async () => {
  s3 = await startS3();
  s3.objects.put('orders', 'visits.csv', CONTENT);
});
afterAll(() => s3.close());

const offset = fc.integer({ min: 0, max: CONTENT.length });

const fault: fc.Arbitrary<Fault | undefined> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(undefined) },
  { weight: 6, arbitrary: fc.record({ cutAfter: fc.integer({ min: 0, max: 70_000 }) }) },
  { weight: 1, arbitrary: fc.record({ stallAfter: fc.integer({ min: 0, max: 70_000 }) }) },
  { weight: 1, arbitrary: fc.constant<Fault>({ status: 503, code: 'SlowDown' }) },
  { weight: 1, arbitrary: fc.constant<Fault>('reset') },
);

test('whatever is cut, stalls or is refused for now, and wherever, the bytes are the same', {
  timeout: 60_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(
      ...[offset, offset, fc.array(fault, { maxLength: 6 }), fc.integer({ min: 100, max: 300_000 })],
      async (one, other, faults, bufferBytes) => {
        const [from, to] = [Math.min(one, other), Math.max(one, other)];
        const kind = bucketsOf(s3.environment, SHORT);
        s3.failWith(() => undefined);
        const version = { uri: URI, transforms: [], ...(await kind.stored(URI).look(0)) };
        const left = [...faults];
        s3.failWith(() => left.shift());

        const stream = kind.stored(URI, version).read({ from, to }, () => Buffer.alloc(bufferBytes));
        const bytes = await collect(stream);

        expect(bytes.equals(CONTENT.subarray(from, to))).toBe(true);
        expect(stream.storedBytes).toBe(to - from);
      },
    ),
    { numRuns: 60 },
  );
});
