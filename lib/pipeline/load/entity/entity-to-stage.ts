import { KINDS_OF_IDS } from '../../../aggregation/ids/id-kinds.ts';
import type { IdSet } from '../../../aggregation/ids/id-set.ts';
import { NONE_TAKEN, type TakenIds } from '../../../aggregation/ids/taken-ids.ts';
import { INPUT_BYTES } from '../../../csv/plain-first-reader.ts';
import { idKindOf } from '../../../model/id-types.ts';
import { keyAmong, type ReadColumn } from '../../../model/read-columns.ts';
import { oneAtATime } from '../../../one-at-a-time.ts';
import type { StagedRows } from '../../../store/derivation/stage/stage.ts';
import { recordOptions, type Slice } from '../slice.ts';
import { type ReadCounts, type ReadingOptions, SliceReader } from '../slice-reader.ts';
import { SlicesReader } from '../slices-reader.ts';
import { entityRows } from './entity-rows.ts';
import { EntityScanner } from './entity-scanner.ts';
import { PlainRows } from './lines/plain-rows.ts';
import { StageChunk } from './stage-chunk.ts';

export interface EntityOptions extends ReadingOptions {
  /** Keys that earlier slices have: rows with them are rejected. */
  readonly taken?: TakenIds;
}

/**
 * Reads the rows of the entity that count and hands them on in chunks, while the next ones are read: plain lines go from bytes
 * to the columns of the stage, all others by the rules of entityRows.
 *
 * @param columns those that are read, the key first
 * @param onRows stores a chunk; it is called again when what it returned is settled
 * @returns the number of records and physical lines read, the keys of the rows that count, with those that are taken, and the
 * latest of their dates, by column
 * @throws InputError INPUT_CHANGED when the file is gone or ends too soon
 */
export async function entityToStage(
  slices: readonly Slice[],
  columns: readonly ReadColumn[],
  { taken = NONE_TAKEN, ...options }: EntityOptions,
  onRows: (rows: StagedRows) => Promise<void>,
): Promise<ReadCounts & { readonly keys: IdSet; readonly latest: ReadonlyMap<string, string> }> {
  const keys = KINDS_OF_IDS[idKindOf(keyAmong(columns).type)].newSet();
  for (const id of taken) {
    keys.add(id);
  }
  const chunk = new StageChunk(columns);
  const rows = new PlainRows(INPUT_BYTES, columns.length);
  const stored = oneAtATime(onRows);
  const reader = new SlicesReader(
    slices,
    (slice, onProgress) => {
      const { header } = slice;
      const how = { ...recordOptions(slice, options.maxRecordBytes), columns, header };
      const scanner = new EntityScanner(how, keys, chunk, rows);
      const rowOf = entityRows(columns, header, options.findings, keys);
      return new SliceReader(slice, scanner, { ...options, onProgress }, (record) => {
        const row = rowOf(record);
        if (row) {
          chunk.addValues(row.values);
        }
      });
    },
    options,
  );
  let counts: ReadCounts;
  try {
    await reader.readTo(undefined, async () => {
      if (chunk.isFull) {
        await stored.next(chunk.take());
      }
    });
    counts = reader.finish();
    if (chunk.size > 0) {
      await stored.next(chunk.take());
    }
  } finally {
    await stored.settled();
  }
  await stored.last();
  return { ...counts, keys, latest: chunk.latest };
}
