import { expect, test } from 'vitest';
import { readAhead } from '../../../../../lib/pipeline/load/events/read-ahead.ts';
import type { Slice } from '../../../../../lib/pipeline/load/slice.ts';

const MEBIBYTE = 1 << 20;

/** A slice of so many bytes in a file that nobody opens; an archive has no end. */
function sliceOf(bytes: number, isArchive = false): Slice {
  const header = { delimiter: ',', width: 2, columns: {}, names: [], line: 1, skipped: [] } as const;
  const version = { uri: '/nowhere', size: bytes + 10, tag: '', transforms: isArchive ? ['gzip'] : [] };
  const slice = {
    source: 'a.csv',
    version,
    header: { ...header, bodyOffset: 10, bodyLine: 2 },
    fromByte: 10,
    fromLine: 2,
  };
  return isArchive ? slice : { ...slice, toByte: bytes + 10 };
}

/** Reads ahead of a thread that has started once so many steps were made. @returns the bytes that were read up to, and the answer */
async function readUntil(steps: number, slices: readonly Slice[]) {
  const places: (number | undefined)[] = [];
  const ahead = await readAhead(
    { readTo: async (place) => void places.push(await Promise.resolve(place?.byte)) },
    slices,
    {
      get hasStarted() {
        return places.length >= steps;
      },
    },
  );
  return { places, ahead };
}

test('bytes are read until the other thread has started, which is behind then by some more', async () => {
  const { places, ahead } = await readUntil(3, [sliceOf(100 * MEBIBYTE)]);

  expect(places).toEqual([2, 4, 6].map((mebibytes) => 10 + mebibytes * MEBIBYTE));
  expect(ahead).toBe(16 * MEBIBYTE);
});

test('nothing is read when it has started by then', async () => {
  const { places, ahead } = await readUntil(0, [sliceOf(1000 * MEBIBYTE)]);

  expect(places).toEqual([]);
  expect(ahead).toBe(24 * MEBIBYTE);
});

test('a fifth is read when it takes long to start, and of large slices 40 MiB', async () => {
  const never = Number.POSITIVE_INFINITY;
  const small = await readUntil(never, [sliceOf(50 * MEBIBYTE)]);
  const large = await readUntil(never, [sliceOf(5000 * MEBIBYTE)]);

  expect([small.ahead, small.places.at(-1)]).toEqual([10 * MEBIBYTE, 10 + 10 * MEBIBYTE]);
  expect([large.ahead, large.places.at(-1)]).toEqual([40 * MEBIBYTE, 10 + 40 * MEBIBYTE]);
});

test('no more is read than the first slice, and nothing of an archive: what will have been read is estimated', async () => {
  const rest = sliceOf(95 * MEBIBYTE);
  const short = await readUntil(Number.POSITIVE_INFINITY, [sliceOf(5 * MEBIBYTE), rest]);
  const archive = await readUntil(3, [sliceOf(5 * MEBIBYTE, true), rest]);

  expect(short.places.at(-1)).toBe(10 + 5 * MEBIBYTE);
  expect(short.ahead).toBe(20 * MEBIBYTE);
  expect(archive.places).toEqual([]);
  expect(archive.ahead).toBeGreaterThan(19 * MEBIBYTE);
});
