import { describe, expect, test } from 'vitest';
import { guessedStart, nextStart } from '../../../../../lib/pipeline/load/cut/record-places.ts';
import type { bytesOf } from '../../../../../lib/pipeline/load/slice.ts';
import { SourceError } from '../../../../../lib/sources/source-error.ts';
import { bytesIn } from '../../../../fuzz/slices/whole-events.ts';
import { sampleModel } from '../../../../support/sample-inputs.ts';
import { sliceInMemory } from '../../../support/slices.ts';
import { HEADER } from './read-pieces.ts';

/** A file with this body, how it is looked into, and which bytes were read of it. */
function fileOf(body: string, lookedAt: number, maxRecordBytes = 1 << 20) {
  const file = Buffer.from(HEADER + body);
  const read: (readonly [number, number])[] = [];
  const openBytes: typeof bytesOf = (slice, buffer) => {
    read.push([slice.fromByte - HEADER.length, (slice.toByte ?? file.length) - HEADER.length]);
    return bytesIn(file)(slice, buffer);
  };
  return {
    slice: sliceInMemory(sampleModel, 'compounds', file),
    options: { maxRecordBytes, openBytes, lookedAt },
    read,
  };
}

/** What stands at a byte, up to the end of its line. */
const lineAt = (body: string, byte: number | undefined) =>
  byte === undefined ? undefined : (HEADER + body).slice(byte).split('\n', 1)[0];

const rows = Array.from({ length: 1000 }, (_, n) => `${1000 + n},a,b\n`).join('');

describe('a start that is guessed', () => {
  test('takes no more than the bytes around', async () => {
    const { slice, options, read } = fileOf(rows, 100);

    const start = await guessedStart(slice, HEADER.length + 4501, options);

    expect(lineAt(rows, start)).toBe('1501,a,b');
    expect(read).toEqual([[4401, 4601]]);
  });

  test('is looked for further on when a text is longer than these', async () => {
    const body = `1,"${'word\n'.repeat(100)}",c\n2,b,c\n`;
    const { slice, options, read } = fileOf(body, 20);

    const start = await guessedStart(slice, HEADER.length + 200, options);

    expect(lineAt(body, start)).toBe('2,b,c');
    expect(read.length).toBeGreaterThan(1);
  });

  test('is no guess where the bytes before reach the first record', async () => {
    const body = `1,"${'9,y,z\n'.repeat(20)}",c\n2,b,c\n`;
    const { slice, options } = fileOf(body, 1 << 16);

    const start = await guessedStart(slice, HEADER.length + 60, options);

    expect(lineAt(body, start)).toBe('2,b,c');
  });

  test('is not found in a line that is longer than a record may be', async () => {
    const { slice, options, read } = fileOf(`1,a,b\n2,${'x'.repeat(9000)},c\n3,b,c\n`, 50, 100);

    const start = await guessedStart(slice, HEADER.length + 1000, options);

    expect(start).toBeUndefined();
    expect(Math.max(...read.map(([, to]) => to))).toBeLessThan(2000);
  });
});

describe('the start of the record after a byte', () => {
  test('is found from a record before it', async () => {
    const { slice, options } = fileOf(rows, 100);

    const start = await nextStart(slice, HEADER.length + 9 * 500, HEADER.length + 9 * 500 + 4, options);

    expect(lineAt(rows, start)).toBe('1501,a,b');
  });

  test('is further on when the record is longer than the bytes that are looked at', async () => {
    const body = `1,"${'7,x,y\n'.repeat(300)}",c\n2,b,c\n`;
    const { slice, options } = fileOf(body, 10);

    const start = await nextStart(slice, HEADER.length, HEADER.length + 5, options);

    expect(lineAt(body, start)).toBe('2,b,c');
  });

  test('comes before the quote of a broken row is closed', async () => {
    const body = '1,"a,b\n2,b,c\n3,b"x,c\n4,b,c\n';
    const { slice, options } = fileOf(body, 100);

    const start = await nextStart(slice, HEADER.length, HEADER.length + 10, options);

    expect(lineAt(body, start)).toBe('3,b"x,c');
  });

  test.each([10, 5000])(
    'is after the end of a line that is too long, also %i bytes into it',
    async (bytes) => {
      const body = `1,${'x'.repeat(9000)},c\n2,b,c\n`;
      const { slice, options } = fileOf(body, 10, 100);

      const start = await nextStart(slice, HEADER.length, HEADER.length + bytes, options);

      expect(lineAt(body, start)).toBe('2,b,c');
    },
  );

  test('is the end of the file when there is none', async () => {
    const body = '1,a,b\n2,"b,c\n';
    const { slice, options } = fileOf(body, 10);

    const start = await nextStart(slice, HEADER.length + 6, HEADER.length + 12, options);

    expect(start).toBe(HEADER.length + body.length);
  });
});

test('a source that is gone has changed', async () => {
  const { slice, options } = fileOf(rows, 10);
  const openBytes: typeof bytesOf = () => {
    throw new SourceError('missing', 'compounds.csv', 'does not exist');
  };

  await expect(guessedStart(slice, HEADER.length + 100, { ...options, openBytes })).rejects.toMatchObject({
    code: 'INPUT_CHANGED',
  });
});
