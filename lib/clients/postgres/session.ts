import postgres from 'postgres';
import { codeOf } from '../../errors.ts';
import { openSocket } from './open-socket.ts';
import { SessionLostError, SessionSocket } from './session-socket.ts';
import type { Endpoint } from './ssl-modes.ts';
import { VALUE_TYPES, type ValueTypes } from './value-types.ts';

/** What runs statements: a template tag, whose results have bigint as BigInt and date as the text YYYY-MM-DD. */
export type Statements = postgres.ISql<ValueTypes>;

export interface SessionOptions {
  /** Whose and which database: the rest of the address. */
  readonly username: string;
  readonly password: string;
  readonly database: string;
  /** Milliseconds for connecting and logging in, each. */
  readonly connectTimeoutMs: number;
  /** Milliseconds after which the server cancels a statement. */
  readonly statementTimeoutMs: number;
  /** Milliseconds of silence after which the session counts as lost, waiting or idle; undefined: never. */
  readonly silenceTimeoutMs?: number | undefined;
}

/** By what runs their statements. */
const SESSIONS = new WeakMap<Statements, Session>();

/** The session that runs statements: those of a transaction, or of a reserved session. @throws Error for any others */
export function sessionOf(statements: Statements): Session {
  const session = SESSIONS.get(statements);
  if (!session) {
    throw new Error('these statements are not those of one session');
  }
  return session;
}

/**
 * One session with the server: a client of postgres.js that has one connection in its life. It connects at its first
 * statement. A lost session is never used again, since the driver does not get over a loss (docs/decisions/015).
 */
export class Session {
  readonly statements: Statements;
  readonly #client: postgres.Sql<ValueTypes>;
  #socket: SessionSocket | undefined;
  #over = false;

  constructor(endpoint: Endpoint, options: SessionOptions) {
    const { statementTimeoutMs, silenceTimeoutMs, connectTimeoutMs, username, password, database } = options;
    const open = async () => {
      // The driver connects again for what still waits in its line: that is lost with the session.
      if (this.#socket !== undefined) {
        return this.#socket.lostAgain();
      }
      try {
        const socket = await openSocket(endpoint, connectTimeoutMs);
        if (this.#over) {
          socket.destroy();
          throw new SessionLostError('given up while connecting');
        }
        // While a handler waits for an answer, middy's deadline timer keeps the process alive (docs/decisions/005).
        socket.unref();
        if (silenceTimeoutMs !== undefined) {
          socket.setTimeout(silenceTimeoutMs);
        }
        this.#socket = new SessionSocket(socket).once('lost', () => this.#endClient());
        return this.#socket;
      } catch (error) {
        this.#endClient();
        throw error;
      }
    };
    const client = postgres({
      ...{ host: endpoint.host, port: endpoint.port, username, password, database },
      ...{ max: 1, idle_timeout: 0, max_lifetime: null, connect_timeout: connectTimeoutMs / 1_000 },
      ...{ ssl: false, fetch_types: false, onnotice: () => undefined },
      connection: { application_name: 'etl-pipeline', statement_timeout: statementTimeoutMs },
      types: VALUE_TYPES,
      // Known to the driver, not to its types.
      ...{ socket: open },
    });
    this.#client = client;
    this.statements = client;
    SESSIONS.set(client, this);
  }

  /** The connection. @throws Error before the first statement has opened it */
  get socket(): SessionSocket {
    if (!this.#socket) {
      throw new Error('the session is not open');
    }
    return this.#socket;
  }

  /** Whether the session can be used no more. */
  get isOver(): boolean {
    return this.#over;
  }

  /** The error that says most: the driver tells the later statements of a lost session only that it has ended. */
  explain(error: unknown): unknown {
    const code = codeOf(error) ?? '';
    return code.startsWith('CONNECTION_') ? (this.#socket?.loss ?? error) : error;
  }

  /** Gives the session up, with whatever is under way on it; the server notices by itself. */
  giveUp(reason: string): void {
    // The loss of a socket ends the client.
    if (this.#socket) {
      this.#socket.giveUp(reason);
    } else {
      this.#endClient();
    }
  }

  /** Ends the session in good order, after what is under way. */
  async end(): Promise<void> {
    this.#over = true;
    await this.#client.end({ timeout: 1 });
  }

  /** Lets the driver reject what it still holds, and clear its timers. */
  #endClient(): void {
    this.#over = true;
    const told = () => void this.#socket?.emit('close', false);
    this.#client.end({ timeout: 0 }).then(told, told);
  }
}
