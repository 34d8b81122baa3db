import { expect, test } from 'vitest';
import { readAhead } from '../../../../../lib/pipeline/load/events/read-ahead.ts';
import type { Slice } from '../../../../../lib/pipeline/load/slice.ts';
import type { SlicePlace } from '../../../../../lib/pipeline/load/slices-reader.ts';

const MEBIBYTE = 1 << 20;
const CHUNK_BYTES = 2 * MEBIBYTE;

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

/** Reads ahead, chunk by chunk, of a thread that has started once so many of them were read. @returns how far that came, and the answer */
async function readUntil(chunks: number, slices: readonly Slice[]) {
  let [bytes, read] = [0, 0];
  const reader = {
    get progress() {
      return { bytes, read: 0, rejected: 0 };
    },
    readTo: async (place?: SlicePlace, _afterChunk?: () => Promise<void>, isEnough?: () => boolean) => {
      const end = (place?.byte ?? 0) - (slices[0]?.fromByte ?? 0);
      while (bytes < end) {
        bytes = Math.min(bytes + CHUNK_BYTES, end);
        read++;
        if (isEnough?.()) {
          break;
        }
      }
      await Promise.resolve();
    },
  };
  const thread = {
    get hasStarted() {
      return read >= chunks;
    },
  };
  const ahead = await readAhead(reader, slices, thread);
  return { bytes, ahead };
}

test('bytes are read until the other thread has started, which is behind then by some more', async () => {
  const { bytes, ahead } = await readUntil(3, [sliceOf(100 * MEBIBYTE)]);

  expect(bytes).toBe(6 * MEBIBYTE);
  expect(ahead).toBe(16 * MEBIBYTE);
});

test('nothing is read when it has started by then', async () => {
  const { bytes, ahead } = await readUntil(0, [sliceOf(1000 * MEBIBYTE)]);

  expect(bytes).toBe(0);
  expect(ahead).toBe(24 * MEBIBYTE);
});

test('a fifth is read when it takes long to start, and of large slices 40 MiB', async () => {
  const never = Number.POSITIVE_INFINITY;
  const small = await readUntil(never, [sliceOf(50 * MEBIBYTE)]);
  const large = await readUntil(never, [sliceOf(5000 * MEBIBYTE)]);

  expect(small).toEqual({ ahead: 10 * MEBIBYTE, bytes: 10 * MEBIBYTE });
  expect(large).toEqual({ ahead: 40 * MEBIBYTE, bytes: 40 * MEBIBYTE });
});

test('no more is read than the first slice, and nothing of an archive: what will have been read is estimated', async () => {
  const rest = sliceOf(95 * MEBIBYTE);
  const short = await readUntil(Number.POSITIVE_INFINITY, [sliceOf(5 * MEBIBYTE), rest]);
  const archive = await readUntil(3, [sliceOf(5 * MEBIBYTE, true), rest]);

  expect(short).toEqual({ ahead: 20 * MEBIBYTE, bytes: 5 * MEBIBYTE });
  expect(archive.bytes).toBe(0);
  expect(archive.ahead).toBeGreaterThan(19 * MEBIBYTE);
});
