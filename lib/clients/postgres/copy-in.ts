import { binaryRow } from './copy-row.ts';
import { divertCopy } from './divert-copy.ts';
import { type Statements, sessionOf } from './session.ts';

/** A row, and where it goes. */
export interface RowToCopy {
  /** A table and its columns: `users (id, name)`. */
  readonly table: string;
  /** A value for each, in the binary form of its type: of a text its bytes. They must not change before it is done. */
  readonly values: readonly Uint8Array[];
}

/**
 * Adds a row with long values to a table. The driver would make a string of each value and bytes of that, in a buffer that it makes longer and longer. So
 * the row goes past it, right after a statement that has no rows to it: it tells errors as ever.
 *
 * @param to a session, in a transaction; nothing else may be under way on it
 */
export async function copyIn(to: Statements, { table, values }: RowToCopy): Promise<void> {
  const { socket } = sessionOf(to);
  // The driver would make a stream of the answer that rows may come.
  const giveBack = divertCopy(socket, { rows: () => undefined, end: () => undefined });
  // A server that refuses the statement passes over them, as it does after any error.
  const takeBack = socket.follow(binaryRow(values));
  try {
    await to.unsafe(`COPY ${table} FROM STDIN (FORMAT binary)`);
  } finally {
    takeBack();
    giveBack();
  }
}
