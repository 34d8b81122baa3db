import { bytesIn, type Slice, storedBytes } from '../slice.ts';
import type { SlicesReader } from '../slices-reader.ts';
import { mostAhead } from './middle.ts';
import type { SecondThread } from './second-half.ts';

/**
 * What the second thread is behind when its half is cut off: it is told of it, makes its kernel, hands over its result in the end, and reads
 * a tenth slower than the first. Measured in bytes: of small slices a tenth, and of large ones so many.
 */
const BEHIND_SHARE = 0.1;
const MOST_BEHIND_BYTES = 24 * 1024 * 1024;

/**
 * Reads while the second thread starts, so that its half can be what is left then, whatever it took to start and to read: some bytes of
 * the first slice, if that is no archive.
 *
 * @returns how much is read when the second thread begins; if nobody knows yet, as much as it is at most
 */
export async function readAhead(
  reader: Pick<SlicesReader, 'readTo' | 'progress'>,
  slices: readonly Slice[],
  thread: Pick<SecondThread, 'hasStarted'>,
): Promise<number> {
  const bytes = bytesIn(slices);
  const most = mostAhead(bytes);
  const [first] = slices;
  if (first?.toByte === undefined) {
    return most;
  }
  const end = Math.floor(Math.min(most, storedBytes(first)));
  if (!thread.hasStarted) {
    await reader.readTo({ slice: 0, byte: first.fromByte + end }, undefined, () => thread.hasStarted);
  }
  return thread.hasStarted ? reader.progress.bytes + Math.min(bytes * BEHIND_SHARE, MOST_BEHIND_BYTES) : most;
}
