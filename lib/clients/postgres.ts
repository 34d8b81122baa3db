import net from 'node:net';
import postgres from 'postgres';
import { ServiceError } from '../errors.ts';

/** A Postgres connection: bigint comes as BigInt, date as the text YYYY-MM-DD. */
export type Database = postgres.Sql<{ bigint: bigint; date: string }>;

/** The same, inside a transaction. */
export type Transaction = postgres.TransactionSql<{ bigint: bigint; date: string }>;

export type PostgresOptions = {
  /** The server cancels a statement that runs longer. */
  readonly statementTimeoutMs: number;
  /** A connection on which nothing was heard for so long is closed, whether it was waiting or idle. */
  readonly silenceTimeoutMs?: number;
};

const CONNECT_TIMEOUT_MS = 3_000;

/**
 * A client with one connection, since a Lambda instance serves one request at a time. It connects at the
 * first query, and again after a lost connection.
 *
 * Its sockets don't keep the process alive: while a handler waits for an answer, middy's deadline timer does,
 * and afterwards `sls invoke local` has to be able to end.
 */
export function connectPostgres(url: string, options: PostgresOptions): Database {
  const { hostname, port } = new URL(url);
  const open = () => openSocket(hostname, Number(port || 5432), options.silenceTimeoutMs);
  return postgres(url, {
    max: 1,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: CONNECT_TIMEOUT_MS / 1_000,
    backoff: false,
    onnotice: () => undefined,
    connection: { application_name: 'etl-pipeline', statement_timeout: options.statementTimeoutMs },
    types: {
      bigint: { to: 20, from: [20], serialize: String, parse: BigInt },
      // postgres.js would make a Date of it, at midnight of this machine's time zone.
      date: { to: 1082, from: [1082], serialize: String, parse: (text: string) => text },
    },
    ...{ socket: open },
  }) as unknown as Database;
}

/** The database can't be reached, or has stopped to answer. */
export class DatabaseUnavailableError extends ServiceError {
  override readonly name = 'DatabaseUnavailableError';

  constructor(cause: unknown) {
    super(503, 'DATABASE_UNAVAILABLE', 'The database is not available, please try again later', {
      cause,
      retryAfterS: 5,
    });
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
  /^(CONNECT_TIMEOUT|CONNECTION_|E(CONN|HOST|NET|PIPE|TIMEDOUT|NOTFOUND|AI_)|08|28|53|57|3D000)/;

function isUnavailable(error: unknown): boolean {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' && UNAVAILABLE.test(code);
}

/**
 * A socket that is still connecting: postgres.js waits for ever on one that it was refused, and connects again and
 * again, without end, to a server that hangs up before it says anything, as a port forward without a server does.
 */
function openSocket(host: string, port: number, silenceTimeoutMs: number | undefined): net.Socket {
  const socket = net.connect({ host, port, keepAlive: true, noDelay: true });
  socket.once('connect', () => socket.unref());
  // With an error, since postgres.js takes a plain close before its greeting as a reason to connect once more.
  const close = (reason: string) =>
    socket.destroy(Object.assign(new Error(reason), { code: 'CONNECTION_CLOSED' }));
  socket.once('end', () => close('the server hung up'));
  if (silenceTimeoutMs !== undefined)
    socket.setTimeout(silenceTimeoutMs, () => close('the server fell silent'));
  return socket;
}
