import type { Database, Transaction } from '../../clients/postgres.ts';

export const PART_STATES = ['pending', 'loaded'] as const;
export type PartState = (typeof PART_STATES)[number];

/** What loading a part came to, in records; a warning is a defect in a record that counts all the same. */
export interface PartCounts {
  readonly read: number;
  readonly loaded: number;
  readonly rejected: number;
  readonly warnings: number;
}

/** The unit of `load`: slices of one input, read one after the other. They are the reader's, kept as JSON. */
export interface NewPart<Slice> {
  readonly part: number;
  /** The name of the input. */
  readonly input: string;
  /** None, of a part that an earlier release recorded. */
  readonly slices: readonly Slice[];
  /** As they are stored, of all slices together. */
  readonly bytes: number;
}

export type Part<Slice = unknown> = NewPart<Slice> & {
  readonly state: PartState;
  readonly counts: PartCounts | null;
};

type Row = Omit<Part, 'counts' | 'bytes'> & Record<'bytes' | keyof PartCounts, bigint>;

const selectPart = (database: Database | Transaction) => database`
  SELECT part, input, slices, bytes, state, read, loaded, rejected, warnings
  FROM etl.parts`;

/** Records the parts of a run that has none yet; of two calls at once, one does nothing. */
export async function insertParts(
  database: Database,
  runId: string,
  parts: readonly NewPart<object>[],
): Promise<void> {
  const rows = parts.map((part) => ({
    run_id: runId,
    part: part.part,
    input: part.input,
    slices: jsonOf(database, part.slices),
    bytes: BigInt(part.bytes),
  }));
  await database`INSERT INTO etl.parts ${database(rows)} ON CONFLICT DO NOTHING`;
}

/** All parts of a run, in the order of the inputs and of what is in them. */
export async function partsOf(database: Database, runId: string): Promise<Part[]> {
  const rows = await database<Row[]>`${selectPart(database)} WHERE run_id = ${runId} ORDER BY part`;
  return rows.map(toPart);
}

/** One part, as it is now. */
export async function findPart(
  database: Database | Transaction,
  runId: string,
  part: number,
): Promise<Part | undefined> {
  const [row] = await database<Row[]>`
    ${selectPart(database)} WHERE run_id = ${runId} AND part = ${part}`;
  return row && toPart(row);
}

/**
 * One part, locked until the end of the transaction: a second call of `load` for it waits, and then finds it
 * loaded.
 */
export async function lockPart(
  transaction: Transaction,
  runId: string,
  part: number,
): Promise<Part | undefined> {
  const [row] = await transaction<Row[]>`
    ${selectPart(transaction)} WHERE run_id = ${runId} AND part = ${part} FOR UPDATE`;
  return row && toPart(row);
}

/** Records that a part is loaded. */
export async function closePart(
  transaction: Transaction,
  runId: string,
  part: number,
  startedAt: Date,
  counts: PartCounts,
): Promise<void> {
  await transaction`
    UPDATE etl.parts
    SET ${transaction(counts)}, state = 'loaded', started_at = ${startedAt}, loaded_at = clock_timestamp()
    WHERE run_id = ${runId} AND part = ${part}`;
}

/** Records what is known of the slices of a part by now. */
export async function updateSlices(
  transaction: Transaction,
  runId: string,
  part: number,
  slices: readonly object[],
): Promise<void> {
  await transaction`
    UPDATE etl.parts SET slices = ${jsonOf(transaction, slices)} WHERE run_id = ${runId} AND part = ${part}`;
}

const jsonOf = (database: Database | Transaction, slices: readonly object[]) =>
  database.json(slices.map((slice) => ({ ...slice })));

function toPart(row: Row): Part {
  const { read, loaded, rejected, warnings, bytes, ...part } = row;
  // Numbers of bytes and records of a file fit a double; only ids and sums need more.
  const counts = {
    read: Number(read),
    loaded: Number(loaded),
    rejected: Number(rejected),
    warnings: Number(warnings),
  };
  return {
    ...part,
    bytes: Number(bytes),
    counts: part.state === 'loaded' ? counts : null,
  };
}
