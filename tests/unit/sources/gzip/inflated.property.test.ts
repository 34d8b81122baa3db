import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inflated } from '../../../../lib/sources/gzip/inflated.ts';
import { failure, inMemory } from '../reading.ts';

/** Content of one member: short, or longer than a chunk of the inflater. */
const member = fc.oneof(
  fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes)),
  fc
    .record({ bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }), times: fc.nat({ max: 20_000 }) })
    .map(({ bytes, times }) => Buffer.alloc(bytes.length * times, bytes)),
);

/** Members, each with how well it is compressed; zeros after the last. */
const members = fc.record({
  parts: fc.array(fc.record({ content: member, level: fc.constantFrom(0, 1, 9) }), {
    minLength: 1,
    maxLength: 6,
  }),
  padding: fc.oneof(fc.constant(0), fc.nat({ max: 1000 })),
});

const sizes = fc.oneof(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 100, max: 100_000 }));

test('any range of any members, in chunks of any size, is that slice of their content', async () => {
  await fc.assert(
    fc.asyncProperty(
      members,
      fc.record({
        from: fc.double({ min: 0, max: 1, noNaN: true }),
        length: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
      }),
      fc.record({ stored: sizes, buffer: fc.option(sizes) }),
      async ({ parts, padding }, share, bytes) => {
        const content = Buffer.concat(parts.map((part) => part.content));
        const archive = Buffer.concat([
          ...parts.map(({ content: bytesOfPart, level }) => gzipSync(bytesOfPart, { level })),
          Buffer.alloc(padding),
        ]);
        const from = Math.floor(share.from * content.length);
        const to =
          share.length === null ? undefined : from + Math.floor(share.length * (content.length - from));
        const { buffer } = bytes;
        const handOut = buffer === null ? undefined : () => Buffer.alloc(buffer);
        const read: Buffer[] = [];

        for await (const chunk of inflated(inMemory(archive, bytes.stored), { from, to }, handOut)) {
          read.push(chunk);
        }

        expect(Buffer.concat(read).equals(content.subarray(from, to))).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

test('a changed byte is told as damage, or changes nothing of the content', async () => {
  const content = Buffer.from('id,name\n1,Alice\n2,Bob\n');
  const archive = Buffer.concat([gzipSync(content), gzipSync(content)]);
  await fc.assert(
    fc.asyncProperty(
      fc.nat({ max: archive.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      async (at, flip) => {
        const changed = Buffer.from(archive);
        changed[at] = (changed[at] ?? 0) ^ flip;
        const read: Buffer[] = [];

        const error = await failure(
          (async () => {
            for await (const chunk of inflated(inMemory(changed), { from: 0 })) {
              read.push(chunk);
            }
          })(),
        );

        if (error === undefined) {
          expect(Buffer.concat(read).equals(Buffer.concat([content, content]))).toBe(true);
        } else {
          expect(error).toMatchObject({ name: 'SourceError', code: 'damaged' });
        }
      },
    ),
    { numRuns: 1000 },
  );
});
