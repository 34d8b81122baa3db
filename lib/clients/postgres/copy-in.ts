import { type BinaryRow, binaryRows } from './binary-rows.ts';
import { divertCopy } from './divert-copy.ts';
import { type Statements, sessionOf } from './session.ts';

/** Rows, and where they go. */
export interface RowsToCopy {
  /** A table and its columns: `users (id, name)`. */
  readonly table: string;
  /** A value for each column; they must not change before it is done. */
  readonly rows: readonly BinaryRow[];
}

/**
 * Adds rows with long values to a table. The driver would make a string of each value and bytes of that, in a buffer that grows
 * and is copied whenever it does. So the rows go to the socket directly, after a statement that the driver sends, and whose errors it tells.
 *
 * @param to a session, in a transaction; nothing else may be under way on it
 */
export async function copyIn(to: Statements, { table, rows }: RowsToCopy): Promise<void> {
  const { socket } = sessionOf(to);
  // The driver would make a stream of the answer that rows may come.
  const giveBack = divertCopy(socket, { rows: () => undefined, end: () => undefined });
  // A server that refuses the statement passes over them, as it does after any error.
  const takeBack = socket.follow(binaryRows(rows));
  try {
    await to.unsafe(`COPY ${table} FROM STDIN (FORMAT binary)`);
  } finally {
    takeBack();
    giveBack();
  }
}
