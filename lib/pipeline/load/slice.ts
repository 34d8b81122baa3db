import { basename, join } from 'node:path';
import type { Header } from '../../csv/header/header.ts';
import { type RecordOptions, readRecords } from '../../csv/records/records.ts';
import { UnclosedQuoteError } from '../../csv/records/unclosed-quote-error.ts';
import { InputError } from '../../errors.ts';
import type { Input } from '../../model/inputs.ts';
import { oneLine } from '../../one-line.ts';
import { type FileIdentity, identify, readRange, SourceError, sameIdentity } from '../../sources/file.ts';
import type { Part } from '../../store/runs/parts.ts';
import type { PartProgress } from '../../store/runs/progress.ts';

/** A part with the reader's own types for identity and header. */
export type InputPart = Part<FileIdentity, Header>;

/** A byte range of a source, with as much of its file as it takes to read it. */
export type Slice = Pick<InputPart, 'input' | 'identity' | 'header' | 'fromByte' | 'toByte' | 'fromLine'>;

/** Where the source of an input is. */
export const pathOf = (location: string, { files }: Pick<Input, 'files'>): string => join(location, files);

/** What the reader has to know of a slice. */
export function recordOptions(slice: Slice, maxRecordBytes: number): RecordOptions {
  const { header, fromByte, fromLine } = slice;
  const { delimiter, width } = header;
  return { delimiter, width, line: fromLine, offset: fromByte, maxRecordBytes };
}

/** The bytes of a slice, in chunks; `buffer` says where the next one goes. */
export function bytesOf({ identity, fromByte, toByte }: Slice, buffer?: () => Buffer) {
  return readRange(identity.path, { from: fromByte, to: toByte }, buffer);
}

/** Told while a slice is read how far that is; awaited, so that it may give way to others. */
export type OnProgress = (progress: PartProgress) => void | Promise<void>;

/**
 * The records of a slice, in batches.
 *
 * @param onRead told after each batch how many bytes and records were read, and the line after them
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function* recordsOf(
  slice: Slice,
  maxRecordBytes: number,
  onRead?: (bytes: number, read: number, line: number) => void | Promise<void>,
) {
  let [bytes, read] = [0, 0];
  async function* counted() {
    for await (const chunk of bytesOf(slice)) {
      bytes += chunk.length;
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
    throw readingError(slice, error);
  }
}

/** What an error of reading a slice means to a run: an InputError where trying again would not help. */
export function readingError(slice: Slice, error: unknown): unknown {
  if (!(error instanceof UnclosedQuoteError)) {
    return orChanged(error);
  }
  return new InputError(
    'UNCLOSED_QUOTE',
    `${basename(slice.identity.path)}: ${error.message}; the table was kept`,
    {
      cause: error,
    },
  );
}

/** How the message about a changed file ends, in a run. */
const IN_A_RUN = 'during the run; the table was kept';

/**
 * Makes sure that a file still is the one that was looked at first.
 *
 * @param when how the message ends: when the change was, and what follows from it
 * @throws InputError INPUT_CHANGED saying what changed
 */
export async function refuseChanged(identity: FileIdentity, when = IN_A_RUN): Promise<void> {
  const now = await identify(identity.path).catch((error: unknown) => {
    throw orChanged(error, when);
  });
  const change = sameIdentity(identity, now);
  if (change === undefined) {
    return;
  }
  throw new InputError('INPUT_CHANGED', `${oneLine(identity.path)}: ${change} ${when}`);
}

/**
 * Plan saw the file: one that is gone or shorter now has changed, and trying again would not help. An error of
 * reading may pass, and stays what it is.
 */
function orChanged(error: unknown, when = IN_A_RUN): unknown {
  if (!(error instanceof SourceError) || error.code === 'unreadable') {
    return error;
  }
  const message = `${error.message}: the file changed ${when}`;
  return new InputError('INPUT_CHANGED', message, { cause: error });
}
