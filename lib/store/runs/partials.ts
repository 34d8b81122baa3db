import { binaryBigint, binaryInteger } from '../../clients/postgres/binary-rows.ts';
import { copyIn } from '../../clients/postgres/copy-in.ts';
import type { Database, Transaction } from '../../clients/postgres.ts';
import { oneAtATime } from '../../one-at-a-time.ts';

/** A partial of a slice is a function of its bytes; a correction is of the run, which knows of other slices. */
export const PARTIAL_KINDS = ['slice', 'correction'] as const;
export type PartialKind = (typeof PARTIAL_KINDS)[number];

/** Which partial. */
export interface PartialId {
  readonly runId: string;
  readonly part: number;
  readonly kind: PartialKind;
}

/** What is said of a partial beside its columns. */
export interface NewPartial extends PartialId {
  /** What it follows from besides the bytes: it can be used by nobody who reads otherwise. */
  readonly key: string;
  /** Records and physical lines of the slice. */
  readonly rows: number;
  readonly lines: number;
}

/** A stretch of a column. */
export interface PartialChunk {
  readonly column: string;
  readonly bytes: Uint8Array;
  /** How many values there are in it. */
  readonly size: number;
  /** Of ids, the first and the last. */
  readonly range?: readonly [first: bigint, last: bigint];
}

/** So many bytes are stored, or read, with one statement, about. */
const STATEMENT_BYTES = 1 << 20;

/** Stores a partial in the stead of one of the same name. Chunks are taken one by one, and stored some at a time, while the next ones are made. */
export async function storePartial(
  transaction: Transaction,
  { runId, part, kind, key, rows, lines }: NewPartial,
  chunks: Iterable<PartialChunk>,
): Promise<void> {
  await transaction`DELETE FROM etl.partials WHERE run_id = ${runId} AND part = ${part} AND kind = ${kind}`;
  await transaction`
    INSERT INTO etl.partials (run_id, part, kind, key, rows, lines)
    VALUES (${runId}, ${part}, ${kind}, ${key}, ${rows}, ${lines})`;
  const stored = oneAtATime(async (some: readonly NumberedChunk[]) => {
    await insertChunks(transaction, { runId, part, kind }, some);
  });
  const numbers = new Map<string, number>();
  let [waiting, bytes]: [NumberedChunk[], number] = [[], 0];
  try {
    for (const chunk of chunks) {
      const number = numbers.get(chunk.column) ?? 0;
      numbers.set(chunk.column, number + 1);
      waiting.push({ ...chunk, number });
      bytes += chunk.bytes.length;
      if (bytes >= STATEMENT_BYTES) {
        await stored.next(waiting);
        [waiting, bytes] = [[], 0];
      }
    }
    if (waiting.length > 0) {
      await stored.next(waiting);
    }
  } finally {
    await stored.settled();
  }
  await stored.last();
}

type NumberedChunk = PartialChunk & { readonly number: number };

async function insertChunks(
  transaction: Transaction,
  { runId, part, kind }: PartialId,
  chunks: readonly NumberedChunk[],
): Promise<void> {
  await copyIn(transaction, {
    table: 'etl.partial_chunks (run_id, part, kind, column_name, chunk, size, first_id, last_id, bytes)',
    rows: chunks.map(({ column, number, size, range, bytes }) => [
      ...[Buffer.from(runId), binaryInteger(part), Buffer.from(kind), Buffer.from(column)],
      ...[binaryInteger(number), binaryBigint(BigInt(size))],
      ...(range ? range.map(binaryBigint) : [null, null]),
      bytes,
    ]),
  });
}

/** A column of a partial: how many values it has, in how many bytes. */
export interface StoredColumn {
  readonly column: string;
  readonly size: number;
  readonly bytes: number;
}

/** A partial as it is stored: which columns it has, without what is in them. */
export interface StoredPartial extends NewPartial {
  readonly columns: ReadonlyMap<string, StoredColumn>;
}

/** The partials of an input's parts, in the order of the parts; of one part that of the slice before its correction. */
export async function partialsOf(
  database: Database | Transaction,
  runId: string,
  input: string,
): Promise<StoredPartial[]> {
  const rows = await database<(NewPartial & { columns: StoredColumn[] })[]>`
    SELECT partials.run_id AS "runId", part, kind, key, rows::float8 AS rows, lines::float8 AS lines,
           coalesce(columns, '[]') AS columns
    FROM etl.partials AS partials JOIN etl.parts AS parts USING (run_id, part)
      LEFT JOIN (
        SELECT run_id, part, kind,
               jsonb_agg(jsonb_build_object('column', column_name, 'size', size, 'bytes', bytes)) AS columns
        FROM (
          SELECT run_id, part, kind, column_name, sum(size) AS size, sum(octet_length(bytes)) AS bytes
          FROM etl.partial_chunks WHERE run_id = ${runId} GROUP BY run_id, part, kind, column_name
        ) AS sizes GROUP BY run_id, part, kind
      ) AS directory USING (run_id, part, kind)
    WHERE partials.run_id = ${runId} AND parts.input = ${input} ORDER BY part, kind DESC`;
  return rows.map(({ columns, ...partial }) => ({
    ...partial,
    columns: new Map(columns.map((column) => [column.column, column])),
  }));
}

/** First and last id of each chunk of a column of ids. */
export async function chunkRanges(
  database: Database,
  { runId, part, kind }: PartialId,
  column: string,
): Promise<{ readonly first: bigint; readonly last: bigint }[]> {
  return await database<{ first: bigint; last: bigint }[]>`
    SELECT first_id AS first, last_id AS last FROM etl.partial_chunks
    WHERE run_id = ${runId} AND part = ${part} AND kind = ${kind} AND column_name = ${column} ORDER BY chunk`;
}

/** So many chunks of a column at most, from one on, in their order. */
export async function readChunks(
  database: Database,
  { runId, part, kind }: PartialId,
  column: string,
  { from, most }: { readonly from: number; readonly most: number },
): Promise<Buffer[]> {
  const rows = await database<{ bytes: Buffer }[]>`
    SELECT bytes FROM etl.partial_chunks
    WHERE run_id = ${runId} AND part = ${part} AND kind = ${kind} AND column_name = ${column}
      AND chunk >= ${from} ORDER BY chunk LIMIT ${most}`;
  return rows.map(({ bytes }) => bytes);
}

/** The chunks of some columns, in their order, by the name of the column. */
export async function readColumns(
  database: Database | Transaction,
  { runId, part, kind }: PartialId,
  columns: readonly string[],
): Promise<Map<string, Buffer[]>> {
  const rows = await database<{ column: string; bytes: Buffer }[]>`
    SELECT column_name AS column, bytes FROM etl.partial_chunks
    WHERE run_id = ${runId} AND part = ${part} AND kind = ${kind} AND column_name = ANY (${columns}::text[])
    ORDER BY column_name, chunk`;
  const found = new Map<string, Buffer[]>(columns.map((column) => [column, []]));
  for (const { column, bytes } of rows) {
    found.get(column)?.push(bytes);
  }
  return found;
}

/** Deletes what the parts of a run add up to: nobody needs it once it is published. */
export async function deletePartials(database: Database, runId: string): Promise<void> {
  await database`DELETE FROM etl.partials WHERE run_id = ${runId}`;
}
