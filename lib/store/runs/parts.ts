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

/** The unit of `load`: a byte range of a source of one input. Identity and header are the reader's, kept as JSON. */
export interface NewPart<Identity, Header> {
  readonly part: number;
  /** The name of the input. */
  readonly input: string;
  readonly identity: Identity;
  readonly header: Header;
  readonly fromByte: number;
  readonly toByte: number;
  /** Physical line, from 1, of the first byte. */
  readonly fromLine: number;
}

export type Part<Identity = unknown, Header = unknown> = NewPart<Identity, Header> & {
  readonly state: PartState;
  readonly counts: PartCounts | null;
};

type Row = Omit<Part, 'counts' | 'fromByte' | 'toByte' | 'fromLine'> &
  Record<'fromByte' | 'toByte' | 'fromLine' | keyof PartCounts, bigint>;

const selectPart = (database: Database | Transaction) => database`
  SELECT part, input, identity, header, state, from_byte AS "fromByte", to_byte AS "toByte",
         from_line AS "fromLine", read, loaded, rejected, warnings
  FROM etl.parts`;

/** Records the parts of a run that has none yet; of two calls at once, one does nothing. */
export async function insertParts(
  database: Database,
  runId: string,
  parts: readonly NewPart<object, object>[],
): Promise<void> {
  const rows = parts.map((part) => ({
    run_id: runId,
    part: part.part,
    input: part.input,
    identity: database.json({ ...part.identity }),
    header: database.json({ ...part.header }),
    from_byte: BigInt(part.fromByte),
    to_byte: BigInt(part.toByte),
    from_line: BigInt(part.fromLine),
  }));
  await database`INSERT INTO etl.parts ${database(rows)} ON CONFLICT DO NOTHING`;
}

/** All parts of a run, in the order of the inputs and of the bytes in them. */
export async function partsOf(database: Database, runId: string): Promise<Part[]> {
  const rows = await database<Row[]>`${selectPart(database)} WHERE run_id = ${runId} ORDER BY part`;
  return rows.map(toPart);
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

function toPart(row: Row): Part {
  const { read, loaded, rejected, warnings, fromByte, toByte, fromLine, ...part } = row;
  // Numbers of bytes and records of a file fit a double; only ids and sums need more.
  const counts = {
    read: Number(read),
    loaded: Number(loaded),
    rejected: Number(rejected),
    warnings: Number(warnings),
  };
  return {
    ...part,
    fromByte: Number(fromByte),
    toByte: Number(toByte),
    fromLine: Number(fromLine),
    counts: part.state === 'loaded' ? counts : null,
  };
}
