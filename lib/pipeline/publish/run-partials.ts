import { COLUMNS } from '../../aggregation/partial/column-chunks.ts';
import { decodeRanges, type RangeColumns } from '../../aggregation/partial/id-columns.ts';
import type { IdStream } from '../../aggregation/partial/id-cursor.ts';
import type { StoredColumns } from '../../aggregation/partial/stored-columns.ts';
import type { Database } from '../../clients/postgres.ts';
import { RunClosedError } from '../../errors.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import {
  chunkRanges,
  partialsOf,
  readChunks,
  readColumns,
  type StoredPartial,
} from '../../store/runs/partials.ts';
import { layoutOf } from '../load/loaders.ts';
import { refuseOtherKey } from '../load/reader-version.ts';

/** Chunks of a column that are read with one statement. */
const CHUNKS_AT_ONCE = 4;
/** A partial whose columns, without the ids of its events, have fewer bytes is read as a whole. */
const SMALL_BYTES = 4 << 20;
/** Bytes of ids that are held of all slices together, about; and those of a chunk at most. */
const IDS_BYTES = 24 << 20;
const ID_CHUNK_BYTES = 192 << 10;

/** What a part came to in a run: the partial of its slice, and the correction of it if there is one. */
export interface PartPartials {
  readonly part: number;
  readonly slice: StoredPartial;
  readonly correction: StoredPartial | undefined;
}

/**
 * The partials of an input's parts, in the order of the parts.
 *
 * @param parts how many of them there are
 * @throws RunClosedError when some are gone, since they don't outlive a crash of the database
 * @throws Error when other code loaded them
 */
export async function partialsOfInput(
  database: Database,
  runId: string,
  model: Model,
  input: Input,
  parts: number,
): Promise<PartPartials[]> {
  const stored = await partialsOf(database, runId, input.name);
  const layout = layoutOf(model, input);
  for (const { key } of stored) {
    refuseOtherKey(key, layout);
  }
  const slices = stored.filter(({ kind }) => kind === 'slice');
  if (slices.length !== parts) {
    throw new RunClosedError(
      `run ${runId} loaded ${parts} parts of ${input.name}, but the partials of only ${slices.length} are left: ` +
        'the database crashed; start a new run',
    );
  }
  return slices.map((slice) => {
    const correction = stored.find(({ kind, part }) => kind === 'correction' && part === slice.part);
    return { part: slice.part, slice, correction };
  });
}

/** The columns of partials. Of small ones all but the ids are read at once, and held until another partial is asked for. */
export function columnsOf(database: Database, partials: readonly StoredPartial[]): StoredColumns[] {
  let held: { readonly partial: StoredPartial; readonly chunks: ReadonlyMap<string, Buffer[]> } | undefined;
  return partials.map((partial) => {
    const small = smallColumns(partial);
    return {
      sizes: new Map([...partial.columns].map(([name, { size }]) => [name, size])),
      async *chunks(column) {
        if (small.includes(column)) {
          if (held?.partial !== partial) {
            held = { partial, chunks: await readColumns(database, partial, small) };
          }
          yield* held.chunks.get(column) ?? [];
        } else if (partial.columns.has(column)) {
          yield* chunksOneByOne(database, partial, column);
        }
      },
    };
  });
}

/** The columns that are read with one statement. */
function smallColumns({ columns }: StoredPartial): string[] {
  const small = [...columns.values()].filter(
    ({ column }) => column !== COLUMNS.ids && column !== COLUMNS.findings,
  );
  const bytes = small.reduce((sum, column) => sum + column.bytes, 0);
  return bytes < SMALL_BYTES ? small.map(({ column }) => column) : [];
}

async function* chunksOneByOne(database: Database, partial: StoredPartial, column: string) {
  for (let from = 0; ; from += CHUNKS_AT_ONCE) {
    const chunks = await readChunks(database, partial, column, { from, most: CHUNKS_AT_ONCE });
    yield* chunks;
    if (chunks.length < CHUNKS_AT_ONCE) {
      return;
    }
  }
}

/** The ids of the events of slices, of which only those chunks are read that are asked for. */
export async function idStreams(database: Database, slices: readonly StoredPartial[]): Promise<IdStream[]> {
  const most = Math.max(1, Math.floor(IDS_BYTES / ID_CHUNK_BYTES / slices.length));
  const streams: IdStream[] = [];
  for (const slice of slices) {
    const chunks = await chunkRanges(database, slice, COLUMNS.ids);
    let read: { readonly from: number; readonly buffers: Buffer[] } = { from: 0, buffers: [] };
    streams.push({
      chunks,
      async read(chunk): Promise<RangeColumns> {
        if (chunk < read.from || chunk >= read.from + read.buffers.length) {
          read = {
            from: chunk,
            buffers: await readChunks(database, slice, COLUMNS.ids, { from: chunk, most }),
          };
        }
        const bytes = read.buffers[chunk - read.from];
        if (!bytes) {
          throw new Error(`part ${slice.part} of run ${slice.runId} lacks chunk ${chunk} of its ids`);
        }
        return decodeRanges(bytes);
      },
    });
  }
  return streams;
}
