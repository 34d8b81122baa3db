import { COPY_DONE, COPY_FAIL } from './copy-format.ts';
import { divertCopy } from './divert-copy.ts';
import { COPY_BEGIN, COPY_END, JoinedCopies } from './joined-copies.ts';
import { type Statements, sessionOf } from './session.ts';
import type { SessionSocket } from './session-socket.ts';

/** Which rows are copied to where. */
export interface CopyAcross {
  /**
   * Queries without parameters, whose rows follow one another. Each is asked for when the session that makes the rows has made those of the one
   * before, so that it can be prepared there.
   */
  readonly queries: AsyncIterable<string>;
  /** A table and its columns, of the types that the query has: `users (id, name)`. */
  readonly table: string;
}

/**
 * Has one session make rows and another put them into a table, at the same time. They pass through here nearly as they are: the driver would
 * make an object of each. To the driver both are statements without rows.
 *
 * @param from the session that makes them; it is given up when this fails
 * @param to the session with the table, in a transaction, which has failed when this fails
 * @returns how many rows were put into the table
 * @throws the error of the one that failed
 */
export async function copyAcross(
  from: Statements,
  to: Statements,
  { queries, table }: CopyAcross,
): Promise<number> {
  const [source, target] = [sessionOf(from), sessionOf(to)];
  const ready = Promise.withResolvers<void>();
  divertCopy(target.socket, {
    rows: () => undefined,
    end: (isFailed) => {
      if (!isFailed) {
        ready.resolve();
      }
    },
  });
  const put = counted(to, `COPY ${table} FROM STDIN (FORMAT binary)`);
  let made: Promise<unknown> | undefined;
  try {
    await Promise.race([ready.promise, put]);
    target.socket.write(COPY_BEGIN);
    for await (const query of queries) {
      divertCopy(source.socket, { rows: passingOn(source.socket, target.socket), end: () => undefined });
      made = counted(from, `COPY (${query}) TO STDOUT (FORMAT binary)`);
      // The other one does not end before it is told to, but may fail.
      await Promise.race([made, put]);
    }
    target.socket.write(Buffer.concat([COPY_END, COPY_DONE]));
    return await put;
  } catch (error) {
    source.giveUp('the rows that it makes are not wanted any more');
    // A server that has failed already passes over it.
    target.socket.write(COPY_FAIL);
    await Promise.allSettled([made, put]);
    throw error;
  }
}

/** Runs a statement, and tells how many rows it met. Whoever waits for it later gets its error. */
function counted(session: Statements, statement: string): Promise<number> {
  const count = session.unsafe(statement).then((result) => result.count);
  count.catch(() => undefined);
  return count;
}

/** No faster than they are taken. */
function passingOn(source: SessionSocket, target: SessionSocket): (messages: Buffer) => void {
  const joined = new JoinedCopies();
  return (messages) => {
    const own = joined.take(messages).map((bytes) => target.write(bytes));
    if (own.at(-1) === false) {
      source.pause();
      target.once('drain', () => source.resume());
    }
  };
}
