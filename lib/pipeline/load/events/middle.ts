import { guessedStart } from '../cut/record-places.ts';
import { bytesIn, bytesOf, type Slice, storedBytes } from '../slice.ts';
import type { SlicePlace } from '../slices-reader.ts';

/** How much the first thread reads at most before the other one gets its half: a fifth, and of large files so many bytes. */
const AHEAD_SHARE = 0.2;
const MOST_AHEAD_BYTES = 40 * 1024 * 1024;

/** The same of slices that have so many bytes. */
export const mostAhead = (bytes: number): number => Math.min(bytes * AHEAD_SHARE, MOST_AHEAD_BYTES);

/** So many bytes are looked at first, fewer than for a piece: both threads wait meanwhile, and a wrong guess costs no other load. */
const LOOKED_AT = 16 * 1024;

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
 * @param ahead so many bytes the first thread has read when the other one begins: both share the rest
 * @throws InputError INPUT_CHANGED when the source with the middle is gone or ends too soon
 */
export async function middleOf(
  slices: readonly Slice[],
  maxRecordBytes: number,
  ahead: number,
): Promise<Middle | undefined> {
  const { index, bytes } = positionIn(slices, Math.floor((bytesIn(slices) + ahead) / 2));
  const slice = slices[index];
  if (!slice) {
    return undefined;
  }
  const { fromByte, toByte } = slice;
  if (toByte === undefined || (slices.length > 1 && storedBytes(slice) < LEAST_CUT_BYTES)) {
    return startOf(slices, bytes < storedBytes(slice) / 2 ? index : index + 1);
  }
  const looking = { maxRecordBytes, openBytes: bytesOf, lookedAt: LOOKED_AT };
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
