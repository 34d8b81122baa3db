import { join } from 'node:path';
import type { Header } from '../../csv/header/header.ts';
import { type RecordOptions, readRecords } from '../../csv/records/records.ts';
import { UnclosedQuoteError } from '../../csv/records/unclosed-quote-error.ts';
import { InputError } from '../../errors.ts';
import type { Features } from '../../model/feature-kinds.ts';
import { oneLine } from '../../one-line.ts';
import { fileStemOf } from '../../schemas/deprecated-file.ts';
import { type FileIdentity, identify, readRange, SourceError, sameIdentity } from '../../sources/file.ts';
import type { InputName, Part } from '../../store/runs/parts.ts';
import type { PartProgress } from '../../store/runs/progress.ts';

/** A part with the reader's own types for identity and header. */
export type InputPart = Part<FileIdentity, Header>;

/** As much of a part as it takes to read it. */
export type PartSource = Pick<
  InputPart,
  'input' | 'identity' | 'header' | 'fromByte' | 'toByte' | 'fromLine'
>;

/** The file that an input is read from. */
export const fileOf = (input: InputName): string => `${fileStemOf(input)}.csv`;

/** Where the file of an input lies in the data directory. */
export const pathOf = (directory: string, input: InputName): string => join(directory, fileOf(input));

/** The columns that the file of each input must have. */
export function neededColumns({ experimentColumns }: Features): Record<InputName, readonly string[]> {
  const experiments = ['experiment_id', 'user_id', 'experiment_compound_ids', 'experiment_run_time'];
  return {
    users: ['user_id', 'name', 'email', 'signup_date'],
    experiments: [...new Set([...experiments, ...experimentColumns])],
    compounds: ['compound_id', 'compound_name', 'compound_structure'],
  };
}

/** What the reader has to know of a part. */
export function recordOptions(part: PartSource, maxRecordBytes: number): RecordOptions {
  const { header, fromByte, fromLine } = part;
  const { delimiter, width } = header;
  return { delimiter, width, line: fromLine, offset: fromByte, maxRecordBytes };
}

/** The bytes of a part, in chunks; `buffer` says where the next one goes. */
export function bytesOf({ identity, fromByte, toByte }: PartSource, buffer?: () => Buffer) {
  return readRange(identity.path, { from: fromByte, to: toByte }, buffer);
}

/** Told while a part is read how far that is; awaited, so that it may give way to others. */
export type OnProgress = (progress: PartProgress) => void | Promise<void>;

/**
 * The records of a part, in batches.
 *
 * @param onRead told behind each batch how many bytes and records were read
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function* recordsOf(
  part: PartSource,
  maxRecordBytes: number,
  onRead?: (bytes: number, read: number) => void | Promise<void>,
) {
  let [bytes, read] = [0, 0];
  async function* counted() {
    for await (const chunk of bytesOf(part)) {
      bytes += chunk.length;
      yield chunk;
    }
  }
  try {
    for await (const batch of readRecords(counted(), recordOptions(part, maxRecordBytes))) {
      yield batch;
      read += batch.entries.length;
      await onRead?.(bytes, read);
    }
  } catch (error) {
    throw readingError(part, error);
  }
}

/** What an error of reading a part means to a run: an InputError where trying again would not help. */
export function readingError(part: PartSource, error: unknown): unknown {
  if (!(error instanceof UnclosedQuoteError)) {
    return orChanged(error);
  }
  return new InputError('UNCLOSED_QUOTE', `${fileOf(part.input)}: ${error.message}; the table was kept`, {
    cause: error,
  });
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
