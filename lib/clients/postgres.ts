import { codeOf, ServiceError } from '../errors.ts';
import { readAddress } from './postgres/address.ts';
import { Session, type Statements } from './postgres/session.ts';
import { transact } from './postgres/transact.ts';

/** Statements of one transaction. */
export type Transaction = Statements;

/** A session that nobody else uses for a while: what is asked of it is done in turn, by one and the same backend. */
export interface ReservedSession {
  /** Statements, each in a transaction of its own. Once the session is lost, all of them fail. */
  readonly statements: Statements;
  /** Whether the session is lost, with all its locks. */
  readonly isOver: boolean;
  /** As Database has it, on this session. */
  begin<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /** Gives up what is under way, and the session with all its locks. */
  giveUp(reason: string): void;
}

/** A database: a template tag for statements (bigint comes as BigInt, date as the text YYYY-MM-DD), and transactions. */
export interface Database extends Statements {
  /**
   * Does work in a transaction of its own: committed when it returns, rolled back when it throws. Statements that are
   * run beside it on the same Database are not part of it.
   *
   * @throws what the work throws, and the database's error when the commit fails or the session is lost
   */
  begin<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>;
  /**
   * Does work on one session, which is reserved for it: for what belongs to a session, such as a lock that is to outlast a
   * transaction. What else is run on the same Database meanwhile gets another session.
   *
   * @throws what the work throws
   */
  reserve<T>(work: (session: ReservedSession) => Promise<T>): Promise<T>;
  /** Gives up what is under way; the next statement gets a new session. */
  giveUp(reason: string): void;
  /** Closes the session, after what is under way; the next statement would open another. */
  end(): Promise<void>;
}

export interface PostgresOptions {
  /** The server cancels a statement that runs longer. */
  readonly statementTimeoutMs: number;
  /** A connection on which nothing was heard for so long is closed, whether it was waiting or idle. */
  readonly silenceTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 3_000;

/**
 * A database with one session at a time, since a Lambda instance serves one request at a time; whoever reserves it,
 * such as a transaction, has it alone. The session is opened by the first statement, and anew after it was lost: the statement
 * under way fails then, and so does the rest of its transaction, but nothing after it.
 *
 * @throws ConfigError when the address can't be used
 */
export function connectPostgres(url: string, options: PostgresOptions): Database {
  const { endpoint, ...credentials } = readAddress(url);
  const open = () =>
    new Session(endpoint, { ...credentials, ...options, connectTimeoutMs: CONNECT_TIMEOUT_MS });
  const reserved = new Set<Session>();
  let free: Session | undefined;
  const current = (): Session => {
    if (free === undefined || free.isOver) {
      free = open();
    }
    return free;
  };
  /**
   * A statement beside a reserved session may have opened one more: one is enough. That one may be at work, or still connecting, and
   * the one that is given back is not.
   */
  const putBack = (session: Session): void => {
    if (free !== undefined && !free.isOver) {
      void session.end();
    } else {
      free = session;
    }
  };
  const all = () => [...reserved, ...(free ? [free] : [])];

  const own = {
    async reserve<T>(work: (session: ReservedSession) => Promise<T>): Promise<T> {
      const session = current();
      free = undefined;
      reserved.add(session);
      try {
        return await work({
          statements: session.statements,
          get isOver() {
            return session.isOver;
          },
          begin: (inside) => transact(session, inside),
          giveUp: (reason) => session.giveUp(reason),
        });
      } catch (error) {
        throw session.explain(error);
      } finally {
        reserved.delete(session);
        if (!session.isOver) {
          putBack(session);
        }
      }
    },
    begin<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
      return own.reserve((session) => session.begin(work));
    },
    giveUp(reason: string): void {
      for (const session of all()) {
        session.giveUp(reason);
      }
    },
    async end(): Promise<void> {
      await Promise.all(all().map((session) => session.end()));
    },
  };
  // The session behind this face is never opened: each use goes to the current one.
  return new Proxy(Object.assign(open().statements, own), {
    apply: (_face, _this, args) => Reflect.apply(current().statements, undefined, args),
    get: (_face, name) => (name in own ? Reflect.get(own, name) : Reflect.get(current().statements, name)),
  });
}

/** The database can't be reached, or has stopped to answer. */
export class DatabaseUnavailableError extends ServiceError {
  override readonly name = 'DatabaseUnavailableError';

  constructor(cause: unknown) {
    super('DATABASE_UNAVAILABLE', 'The database is not available, please try again later', { cause });
  }
}

/**
 * Waits for a query, and tells a database that can't be reached from a statement that failed.
 *
 * @throws DatabaseUnavailableError on a refused, lost or silent connection, a refused login, or a time-out;
 *   anything else as it is
 */
export async function answered<T>(query: PromiseLike<T>): Promise<T> {
  try {
    return await query;
  } catch (error) {
    throw isUnavailable(error) ? new DatabaseUnavailableError(error) : error;
  }
}

// Of postgres.js, of node's sockets, and SQLSTATEs: class 08 connection, 28 login, 53 resources, 57 shutdown
// and cancelled statement, 3D000 no such database.
const UNAVAILABLE =
  /^(CONNECT_TIMEOUT|CONNECTION_|TLS_|E(CONN|HOST|NET|PIPE|TIMEDOUT|NOTFOUND|AI_)|08|28|53|57|3D000)/;

function isUnavailable(error: unknown): boolean {
  return UNAVAILABLE.test(codeOf(error) ?? '');
}
