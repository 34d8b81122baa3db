import type { IdTable } from '../../../aggregation/partial/id-table.ts';
import type { StagedUsers } from '../../../store/derivation/stage.ts';
import type { Findings } from '../../findings/findings.ts';
import { PartReader } from '../part-reader.ts';
import { bytesOf, type OnProgress, type PartSource, recordOptions } from '../part-source.ts';
import { userRows } from './entity-rows.ts';
import { UserScanner } from './entity-scanner.ts';
import { UserChunk } from './stage-chunk.ts';

/** Users given to the stage at a time: enough to make the round trip cheap, few enough for its memory. */
const CHUNK = 10_000;

/**
 * Reads the users that count and hands them on in chunks, while the next ones are read: plain lines go from bytes to the
 * columns of the stage, all others by the rules of userRows.
 *
 * @param userIds the ids of those that count are added to it
 * @param onUsers stores a chunk; it is called again when what it returned is settled
 * @param onProgress told behind every chunk of bytes how far that is
 * @returns the number of records read
 * @throws InputError UNCLOSED_QUOTE with the line; INPUT_CHANGED when the file is gone or ends too soon
 */
export async function usersToStage(
  part: PartSource,
  findings: Findings,
  userIds: IdTable,
  maxRecordBytes: number,
  onUsers: (users: StagedUsers) => Promise<void>,
  {
    onProgress,
    openBytes = bytesOf,
  }: { readonly onProgress?: OnProgress | undefined; readonly openBytes?: typeof bytesOf } = {},
): Promise<number> {
  const options = { ...recordOptions(part, maxRecordBytes), columns: part.header.columns };
  const chunk = new UserChunk();
  const scanner = new UserScanner(options, userIds, chunk);
  const rowOf = userRows(options.columns, findings, userIds);
  const stored = oneAtATime(onUsers);
  const reader = new PartReader(
    part,
    scanner,
    { findings, maxRecordBytes, openBytes, onProgress },
    (record) => {
      const row = rowOf(record);
      if (row) {
        chunk.addRow(row);
      }
    },
  );
  let read: number;
  try {
    await reader.readTo(part.toByte, async () => {
      if (chunk.size >= CHUNK) {
        await stored.next(chunk.take());
      }
    });
    read = reader.finish();
    if (chunk.size > 0) {
      await stored.next(chunk.take());
    }
  } finally {
    await stored.settled();
  }
  await stored.last();
  return read;
}

/** Lets one call run while its successor is prepared. */
function oneAtATime<T>(call: (value: T) => Promise<void>) {
  let running: Promise<void> = Promise.resolve();
  return {
    /** Calls once the call before has ended. Throws what that one threw. */
    async next(value: T): Promise<void> {
      await running;
      running = call(value);
      // Whoever waits for it next gets the error; until then it must not count as one that nobody handles.
      running.catch(() => undefined);
    },
    /** Waits until nothing runs. */
    async settled(): Promise<void> {
      await running.catch(() => undefined);
    },
    /** Throws what the last call threw. */
    last: () => running,
  };
}
