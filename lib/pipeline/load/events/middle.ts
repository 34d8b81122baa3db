import { guessedStart } from '../cut/record-places.ts';
import { bytesIn, bytesOf, type Slice, storedBytes } from '../slice.ts';
import type { SlicePlace } from '../slices-reader.ts';

/**
 * How much more than half the first thread reads: what it reads before the other one has started. By time that is the same for all
 * files, so of small ones a tenth, and of large ones so many bytes at most.
 */
const HEAD_START_SHARE = 0.1;
const MOST_HEAD_START_BYTES = 20 * 1024 * 1024;

const firstHalf = (bytes: number): number =>
  Math.floor(bytes / 2 + Math.min(bytes * HEAD_START_SHARE, MOST_HEAD_START_BYTES));

/** Slices that are smaller are not cut when there are others. */
const LEAST_CUT_BYTES = 1024 * 1024;

/** Where the second half of slices begins, and what it has; one slice at least. */
export interface Middle {
  readonly from: SlicePlace;
  readonly rest: readonly [Slice, ...(readonly Slice[])];
}

/** Whether slices can have a middle at all, as far as it can be told without looking into them: one archive can't. */
export const mayHaveMiddle = ([first, ...others]: readonly Slice[]): boolean =>
  others.length > 0 || first?.toByte !== undefined;

/**
 * Finds the middle of slices: the start of a slice, or where a record probably begins in one. Undefined when there is none: an archive
 * can't be cut, and after the middle of a slice no other record may begin.
 *
 * @throws InputError INPUT_CHANGED when the source with the middle is gone or ends too soon
 */
export async function middleOf(
  slices: readonly Slice[],
  maxRecordBytes: number,
): Promise<Middle | undefined> {
  const { index, bytes } = positionIn(slices, firstHalf(bytesIn(slices)));
  const slice = slices[index];
  if (!slice) {
    return undefined;
  }
  const { fromByte, toByte } = slice;
  if (toByte === undefined || (slices.length > 1 && storedBytes(slice) < LEAST_CUT_BYTES)) {
    return startOf(slices, bytes < storedBytes(slice) / 2 ? index : index + 1);
  }
  const looking = { maxRecordBytes, openBytes: bytesOf };
  const byte = await guessedStart(slice, fromByte + bytes, looking);
  return byte === undefined || byte >= toByte
    ? undefined
    : {
        from: { slice: index, byte },
        rest: [{ ...slice, fromByte: byte, fromLine: 1 }, ...slices.slice(index + 1)],
      };
}

/** In which slice a byte of all of them is, and which of its bytes it is. */
function positionIn(
  slices: readonly Slice[],
  byte: number,
): { readonly index: number; readonly bytes: number } {
  let bytes = byte;
  let index = 0;
  for (const slice of slices) {
    if (bytes < storedBytes(slice)) {
      break;
    }
    bytes -= storedBytes(slice);
    index++;
  }
  return { index, bytes };
}

/** The middle where a slice begins; none where nothing is left on one side. */
function startOf(slices: readonly Slice[], index: number): Middle | undefined {
  const [first, ...others] = slices.slice(index);
  return first && index > 0 ? { from: { slice: index }, rest: [first, ...others] } : undefined;
}
