import type { Header } from '../../csv/header/header.ts';
import { recordShape } from '../../csv/header/record-shape.ts';
import { type RecordOptions, readRecords } from '../../csv/records/records.ts';
import { InputError } from '../../errors.ts';
import { oneLine } from '../../messages/one-line.ts';
import { openSource } from '../../sources/location.ts';
import { changeBetween, type Version } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';
import type { Part } from '../../store/runs/parts.ts';
import type { PartProgress } from '../../store/runs/progress.ts';

/**
 * A byte range of a source: the records that begin in it, the last of which may go on after it. With as much of the source as it
 * takes to read it. Plain JSON: it travels between steps and threads.
 */
export interface Slice {
  /** The name of the source, in its location. */
  readonly source: string;
  readonly version: Version;
  readonly header: Header;
  /** Where a record begins; of a piece of a source any byte, until the piece is loaded. */
  readonly fromByte: number;
  /** Without it, it goes to the end of the source, which nobody knows of an archive before it is read. */
  readonly toByte?: number;
  /** Physical line, from 1, of the first byte. Without it nobody knows it yet, and what is found has lines from the start of the slice. */
  readonly fromLine?: number;
  /** Of one of the pieces that a source was cut into. */
  readonly piece?: Piece;
}

/** What a piece of a source was cut as, and came to (cut/pieces.ts). */
export interface Piece {
  /** The byte at which it was cut: records that begin there or later are not its own. */
  readonly toByte: number;
  /** Physical lines of its records, once it is loaded. */
  readonly lines?: number;
}

/** A part with the reader's own slices. */
export type InputPart = Part<Slice>;

/** Bytes as they are stored: of an archive all of it, from wherever it is read. */
export function storedBytes({ version, fromByte, toByte }: Slice): number {
  return toByte === undefined ? version.size : toByte - fromByte;
}

/** Bytes as they are stored, of all slices together. */
export const bytesIn = (slices: readonly Slice[]): number =>
  slices.reduce((sum, slice) => sum + storedBytes(slice), 0);

/** The line that the lines of a slice are counted from: of the source, as soon as it is known. */
export const firstLine = ({ fromLine = 1 }: Pick<Slice, 'fromLine'>): number => fromLine;

/** What the reader has to know of a slice. */
export function recordOptions(slice: Slice, maxRecordBytes: number): RecordOptions {
  const { header, fromByte } = slice;
  return { ...recordShape(header, maxRecordBytes), line: firstLine(slice), offset: fromByte };
}

/** Bytes of a source in chunks. */
export interface SliceBytes extends AsyncIterable<Buffer> {
  /** Of an archive, how many stored bytes they took so far; otherwise as many as there were. */
  readonly storedBytes?: number;
}

/** The bytes of a slice, in chunks; `buffer` says where the next one goes. */
export function bytesOf({ version, fromByte, toByte }: Slice, buffer?: () => Buffer): SliceBytes {
  return openSource(version).read({ from: fromByte, to: toByte }, buffer);
}

/** Told while slices are read how far that is; awaited, so that it may give way to others. */
export type OnProgress = (progress: PartProgress) => void | Promise<void>;

/**
 * The records of a slice, in batches.
 *
 * @param onRead told after each batch how many stored bytes and records were read, and the line after them
 * @throws InputError INPUT_CHANGED when the source is gone or ends too soon; INPUT_UNUSABLE
 * when it is a damaged archive
 */
export async function* recordsOf(
  slice: Slice,
  maxRecordBytes: number,
  onRead?: (bytes: number, read: number, line: number) => void | Promise<void>,
) {
  let [bytes, read] = [0, 0];
  const stream = bytesOf(slice);
  async function* counted() {
    for await (const chunk of stream) {
      bytes = stream.storedBytes ?? bytes + chunk.length;
      yield chunk;
    }
  }
  try {
    for await (const batch of readRecords(counted(), recordOptions(slice, maxRecordBytes))) {
      yield batch;
      read += batch.entries.length;
      await onRead?.(bytes, read, batch.line);
    }
  } catch (error) {
    throw orChanged(error);
  }
}

/** How the message about a changed source ends, in a run. */
const IN_A_RUN = 'during the run; the table is unchanged';

/**
 * Makes sure that the sources of slices still are those that were looked at first.
 *
 * @param when how the message ends: when the change was, and what follows from it
 * @throws InputError INPUT_CHANGED saying what changed
 */
export async function refuseChanged(slices: readonly Slice[], when = IN_A_RUN): Promise<void> {
  for (const { version } of slices) {
    const now = await openSource(version)
      .version()
      .catch((error: unknown) => {
        throw orChanged(error, when);
      });
    const change = changeBetween(version, now);
    if (change !== undefined) {
      throw new InputError('INPUT_CHANGED', `${oneLine(version.uri)}: ${change} ${when}`);
    }
  }
}

/**
 * Plan saw the source: one that is gone or shorter now has changed, and trying again would not help; no more would it with a
 * damaged one. An error of reading may pass, and stays what it is.
 */
export function orChanged(error: unknown, when = IN_A_RUN): unknown {
  if (!(error instanceof SourceError) || error.code === 'unreadable') {
    return error;
  }
  if (error.code === 'damaged') {
    return new InputError('INPUT_UNUSABLE', `${error.message}; the table is unchanged`, { cause: error });
  }
  return new InputError('INPUT_CHANGED', `${error.message}: the file changed ${when}`, { cause: error });
}
