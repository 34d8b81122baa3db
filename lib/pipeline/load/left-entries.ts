import { type LineScanner, PlainFirstReader, type ReadEntry } from '../../csv/plain-first-reader.ts';
import { bytesOf, orChanged, recordOptions, type Slice } from './slice.ts';

export interface LeftOptions {
  readonly maxRecordBytes: number;
  readonly openBytes?: typeof bytesOf;
}

/**
 * Reads a slice, and gives what a scanner leaves of it to the careful path, in file order. Each batch must be dealt with before the next
 * one is asked for.
 *
 * @throws InputError INPUT_CHANGED when the source is gone or ends too soon
 */
export async function* leftEntries(
  slice: Slice,
  scanner: LineScanner,
  { maxRecordBytes, openBytes = bytesOf }: LeftOptions,
): AsyncGenerator<ReadEntry[], void, undefined> {
  const reader = new PlainFirstReader(scanner, recordOptions(slice, maxRecordBytes));
  try {
    for await (const chunk of openBytes(slice, () => scanner.input)) {
      yield* reader.read(chunk);
    }
  } catch (error) {
    throw orChanged(error);
  }
  yield reader.finish();
}
