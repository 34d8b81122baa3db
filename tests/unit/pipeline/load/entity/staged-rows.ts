import { KINDS_OF_IDS } from '../../../../../lib/aggregation/ids/id-kinds.ts';
import { readRecords } from '../../../../../lib/csv/records/records.ts';
import type { Id } from '../../../../../lib/model/id-types.ts';
import { idKindOf } from '../../../../../lib/model/id-types.ts';
import type { Model } from '../../../../../lib/model/model.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import { type EntityRow, entityRows } from '../../../../../lib/pipeline/load/entity/entity-rows.ts';
import { entityToStage } from '../../../../../lib/pipeline/load/entity/entity-to-stage.ts';
import { eachRecord } from '../../../../../lib/pipeline/load/rows/each-record.ts';
import { recordOptions } from '../../../../../lib/pipeline/load/slice.ts';
import type { StagedRows } from '../../../../../lib/store/derivation/stage/stage.ts';
import { entityColumns } from '../../../../../lib/store/derivation/table-columns.ts';
import { elementsOf } from '../../../support/array-elements.ts';
import { sliceInMemory } from '../../../support/slices.ts';

export interface Options {
  /** Bytes per chunk; the whole file at once by default. */
  readonly chunk?: number;
  readonly maxRecordBytes?: number;
  /** In so many bytes the header is looked for; in all by default. */
  readonly looked?: number;
  readonly onRows?: (rows: StagedRows) => Promise<void>;
  /** Told when the next chunk is read. */
  readonly onChunk?: () => void;
}

/** A row as the database has it: a value for each column, whole numbers without leading zeros. */
export type StagedRow = readonly (bigint | string | null)[];

/** What reading a file came to. */
export interface Outcome {
  readonly read: number;
  readonly rows: readonly StagedRow[];
  readonly keys: readonly Id[];
  readonly findings: unknown;
}

/** Reads a file of the entity, header and all, from bytes to what the stage is given. */
export async function stage(
  model: Model,
  file: Buffer,
  { chunk, maxRecordBytes = 1 << 20, looked, onRows, onChunk }: Options = {},
): Promise<Outcome> {
  const slice = sliceInMemory(model, model.entity.name, file, looked);
  const [findings, rows] = [new Findings(), [] as StagedRow[]];
  const openBytes = () => inChunks(file.subarray(slice.fromByte), chunk, onChunk);
  const options = { findings, maxRecordBytes, openBytes };
  const { read, keys } = await entityToStage([slice], entityColumns(model), options, async (staged) => {
    await onRows?.(staged);
    rows.push(...rowsOf(model, staged));
  });
  return { read, rows, keys: [...keys.sorted()], findings: [findings.rows, findings.counts()] };
}

/** The same by the careful path alone. */
export async function readCarefully(
  model: Model,
  file: Buffer,
  { maxRecordBytes = 1 << 20, looked }: Options = {},
): Promise<Outcome> {
  const slice = sliceInMemory(model, model.entity.name, file, looked);
  const [findings, keys, rows] = [
    new Findings(),
    KINDS_OF_IDS[idKindOf(model.entity.key.type)].newSet(),
    [] as EntityRow[],
  ];
  findings.begin(slice.source, slice.header);
  const batches = readRecords(inChunks(file.subarray(slice.fromByte)), recordOptions(slice, maxRecordBytes));
  const rowOf = entityRows(entityColumns(model), slice.header, findings, keys);
  const read = await eachRecord(batches, findings, (record) => {
    const row = rowOf(record);
    if (row) {
      rows.push(row);
    }
  });
  return {
    read,
    rows: rows.map(({ values }) => values.map((value, column) => asStored(model, column, value))),
    keys: [...keys.sorted()],
    findings: [findings.rows, findings.counts()],
  };
}

async function* inChunks(
  bytes: Buffer,
  size = Math.max(1, bytes.length),
  onChunk: () => void = () => undefined,
): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length; at += size) {
    await Promise.resolve();
    onChunk();
    // A copy that is overwritten when the next one is asked for, as the file's reader does with its buffer.
    const chunk = Buffer.from(bytes.subarray(at, at + size));
    yield chunk;
    chunk.fill('?');
  }
}

function rowsOf(model: Model, staged: StagedRows): StagedRow[] {
  const columns = staged.columns.map((bytes) => elementsOf(Buffer.from(bytes).toString()));
  return Array.from({ length: staged.rows }, (_, row) =>
    columns.map((values, column) => asStored(model, column, dateOf(model, column, values[row] ?? null))),
  );
}

/** Of a column of dates the date, of which the stage has the number. */
function dateOf(model: Model, column: number, value: string | null): string | null {
  return value !== null && entityColumns(model)[column]?.type === 'date'
    ? new Date(Date.parse('0001-01-01T00:00:00Z') + Number(value) * 86_400_000).toISOString().slice(0, 10)
    : value;
}

function asStored(model: Model, column: number, value: string | null): bigint | string | null {
  const type = entityColumns(model)[column]?.type;
  return value !== null && (type === 'id' || type === 'integer') ? BigInt(value) : value;
}
