import { LF } from '../../../csv/dialect.ts';
import { recordShape } from '../../../csv/header/record-shape.ts';
import { type bytesOf, orChanged, type Slice } from '../slice.ts';
import { firstRecord } from './first-record.ts';
import { RecordWalk } from './record-walk.ts';

/** So many bytes are looked at first, before and after the byte in question. */
const LOOKED_AT = 64 * 1024;

/** So many times as many are looked at when these do not tell. */
const GROWTH = 8;

/** How a source is looked into. */
export interface LookOptions {
  readonly maxRecordBytes: number;
  readonly openBytes: typeof bytesOf;
  /** Bytes that are looked at first: with fewer of them guesses are wrong more often. */
  readonly lookedAt?: number | undefined;
}

/**
 * Guesses where the first record begins at or after a byte of a source: whoever reads the bytes before knows it.
 *
 * @param slice of a source that can be read from anywhere; a record begins with its first byte
 * @returns undefined when none was found: probably the byte is in a line that is longer than a record may be
 * @throws InputError INPUT_CHANGED when the source is gone or ends too soon
 */
export async function guessedStart(
  slice: Slice,
  byte: number,
  { maxRecordBytes, openBytes, lookedAt = LOOKED_AT }: LookOptions,
): Promise<number | undefined> {
  const shape = recordShape(slice.header, maxRecordBytes);
  const offset = Math.max(slice.fromByte, byte - lookedAt);
  const { size } = slice.version;
  // Beyond that no record goes on that is not broken.
  const most = byte + 2 * maxRecordBytes + lookedAt;
  for (let ahead = lookedAt; ; ahead *= GROWTH) {
    const to = Math.min(byte + ahead, most, size);
    const bytes = await bytesBetween(slice, offset, to, openBytes);
    const found = firstRecord(shape, { bytes, offset }, byte, offset === slice.fromByte);
    if (found !== undefined || to === most || to === size) {
      return found;
    }
  }
}

/**
 * Finds where the first record begins at or after a byte of a source.
 *
 * @param before where a record begins, before that byte
 * @returns the end of the source when there is none
 * @throws InputError as guessedStart does
 */
export async function nextStart(
  slice: Slice,
  before: number,
  byte: number,
  { maxRecordBytes, openBytes, lookedAt = LOOKED_AT }: LookOptions,
): Promise<number> {
  const shape = recordShape(slice.header, maxRecordBytes);
  const { size } = slice.version;
  let [from, known] = [before, byte];
  for (let ahead = lookedAt; known - from <= maxRecordBytes + 2; ahead *= GROWTH) {
    const to = Math.min(byte + ahead, size);
    const bytes = await bytesBetween(slice, from, to, openBytes);
    const walk = new RecordWalk(shape, { bytes, offset: from }, from, byte);
    const found = walk.toTarget();
    if (found !== undefined || to === size) {
      return found ?? size;
    }
    from = walk.offset;
    known = to;
  }
  // A line that is longer than a record may be: it ends where the line does.
  return await nextLine(slice, known, openBytes);
}

async function nextLine(slice: Slice, byte: number, openBytes: typeof bytesOf): Promise<number> {
  const { size } = slice.version;
  let at = byte;
  try {
    for await (const chunk of openBytes({ ...slice, fromByte: byte, toByte: size })) {
      const lineEnd = chunk.indexOf(LF);
      if (lineEnd >= 0) {
        return at + lineEnd + 1;
      }
      at += chunk.length;
    }
  } catch (error) {
    throw orChanged(error);
  }
  return size;
}

async function bytesBetween(
  slice: Slice,
  fromByte: number,
  toByte: number,
  openBytes: typeof bytesOf,
): Promise<Buffer> {
  const bytes = Buffer.allocUnsafeSlow(toByte - fromByte);
  let length = 0;
  try {
    for await (const chunk of openBytes({ ...slice, fromByte, toByte }, () => bytes.subarray(length))) {
      // It may lie there already.
      length += chunk.copy(bytes, length);
    }
  } catch (error) {
    throw orChanged(error);
  }
  return bytes.subarray(0, length);
}
