import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utf16Be, utf16Le } from '../../../../lib/sources/transforms/utf-16.ts';
import { chunking, read } from './streaming.ts';

const ORDERS = [
  ['utf-16le', utf16Le],
  ['utf-16be', utf16Be],
] as const;

/** Code units of any kind, halves of pairs as often as others. */
const units = fc.array(
  fc.oneof(
    fc.integer({ min: 0, max: 0xffff }),
    fc.integer({ min: 0xd800, max: 0xdfff }),
    fc.constantFrom(0x0a, 0x2c, 0x22, 0xfeff),
  ),
  { maxLength: 60 },
);

/** The bytes of units in an order. */
function stored(codes: readonly number[], name: string): Buffer {
  const bytes = Buffer.alloc(codes.length * 2);
  codes.forEach((code, index) => {
    if (name === 'utf-16le') {
      bytes.writeUInt16LE(code, index * 2);
    } else {
      bytes.writeUInt16BE(code, index * 2);
    }
  });
  return bytes;
}

/** The same as UTF-8, unit by unit: half of a pair as if it was a character. */
function expected(codes: readonly number[]): Buffer {
  const bytes: number[] = [];
  for (const character of String.fromCharCode(...codes)) {
    const code = character.codePointAt(0) ?? 0;
    if (code >= 0xd800 && code <= 0xdfff) {
      bytes.push(0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    } else {
      bytes.push(...Buffer.from(character));
    }
  }
  return Buffer.from(bytes);
}

describe.each(ORDERS)('%s', (name, transform) => {
  test('any units, in chunks of any size, become their UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(units, chunking, async (codes, chunks) => {
        const bytes = stored(codes, name);

        const result = await read(transform, bytes, chunks);

        expect(result.bytes.toString('hex')).toBe(expected(codes).toString('hex'));
        expect(result.storedBytes).toBe(bytes.length);
      }),
      { numRuns: 500 },
    );
  });

  test('text without halves of pairs becomes what TextDecoder has for it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 60 }), chunking, async (text, chunks) => {
        const codes = Array.from({ length: text.length }, (_, index) => text.charCodeAt(index));
        const bytes = stored(codes, name);
        const oracle = new TextDecoder(name, { ignoreBOM: true, fatal: true }).decode(bytes);

        const result = await read(transform, bytes, chunks);

        expect(result.bytes.toString()).toBe(oracle);
      }),
    );
  });

  test('an odd last byte becomes one that is no UTF-8', async () => {
    await fc.assert(
      fc.asyncProperty(units, fc.nat({ max: 255 }), chunking, async (codes, last, chunks) => {
        const bytes = Buffer.concat([stored(codes, name), Buffer.from([last])]);

        const result = await read(transform, bytes, chunks);

        const whole = Buffer.concat([expected(codes), Buffer.from([0xff])]);
        expect(result.bytes.toString('hex')).toBe(whole.toString('hex'));
      }),
    );
  });

  test('any range of it is that slice of all', async () => {
    await fc.assert(
      fc.asyncProperty(units, chunking, fc.nat(), fc.nat(), async (codes, chunks, a, b) => {
        const whole = expected(codes);
        const [from, to] = [a % (whole.length + 1), b % (whole.length + 1)].toSorted((x, y) => x - y);

        const result = await read(transform, stored(codes, name), chunks, { from: from ?? 0, to: to ?? 0 });

        expect(result.bytes.toString('hex')).toBe(whole.subarray(from, to).toString('hex'));
      }),
    );
  });
});
