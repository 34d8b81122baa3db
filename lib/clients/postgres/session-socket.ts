import { EventEmitter } from 'node:events';
import type { Socket } from 'node:net';
import { MessageEnds } from './message-ends.ts';

/** The connection ended without being asked to. The code is one that postgres.js uses itself. */
export class SessionLostError extends Error {
  override readonly name = 'SessionLostError';
  readonly code = 'CONNECTION_CLOSED';

  constructor(reason: string, options: { cause?: unknown } = {}) {
    super(`the database session was lost: ${reason}`, options);
  }
}

/**
 * The socket of one session, as postgres.js 3.4.9 needs it to fail well. The driver forgets its socket as soon as it
 * is told `close`, then writes to nothing from a timer, where nobody can catch it; and it connects again with what was
 * left of the lost session (docs/decisions/015). So it is never told: what it writes after the loss is answered with
 * the error that every query of a lost session gets, and only when the driver has ended is `close` told.
 *
 * Emits what the driver listens to: `data`, `drain`, `error`, `close`; and before all, `lost`.
 */
export class SessionSocket extends EventEmitter {
  readonly #socket: Socket;
  #lost: SessionLostError | undefined;
  #ending = false;
  /** Who gets what comes in the driver's stead. */
  #reader: ((bytes: Buffer) => void) | undefined;
  /** Where the messages end that the driver gets. */
  readonly #ends = new MessageEnds();
  /** What goes after the driver's next bytes. */
  #following: readonly Uint8Array[] = [];

  constructor(socket: Socket) {
    super();
    this.#socket = socket;
    socket.on('data', (bytes) => this.#take(bytes));
    socket.on('drain', () => this.emit('drain'));
    socket.on('error', (cause: NodeJS.ErrnoException) => this.#lose(cause.code ?? cause.message, cause));
    socket.on('end', () => this.#lose('the server hung up'));
    socket.on('timeout', () => this.#lose('the server stopped answering'));
    socket.on('close', () => {
      if (this.#ending) {
        this.emit('close', false);
      } else {
        this.#lose('the connection closed');
      }
    });
  }

  /** Why the session is usable no more, unless it was ended in good order. */
  get loss(): SessionLostError | undefined {
    return this.#lost;
  }

  /** Gives the session up, whatever is under way on it. */
  giveUp(reason: string): void {
    this.#lose(reason);
  }

  /** The socket as one more connection that is lost at once, which the driver's listeners are told when they are there. */
  lostAgain(): this {
    setImmediate(() => {
      this.#tellLoss();
      this.emit('close', false);
    });
    return this;
  }

  /**
   * Lets somebody else read what comes, who hands on to the driver what is for it; not the rest of a message that the driver has begun.
   *
   * @returns gives it back to the driver
   */
  divert(reader: (driver: (bytes: Buffer) => void) => (bytes: Buffer) => void): () => void {
    this.#reader = reader((bytes) => this.#tellDriver(bytes));
    return () => {
      this.#reader = undefined;
    };
  }

  /**
   * Lets bytes follow those that the driver writes next, in the same write, without a copy of them.
   *
   * @returns takes them back, if the driver has written nothing
   */
  follow(bytes: readonly Uint8Array[]): () => void {
    this.#following = bytes;
    return () => {
      this.#following = [];
    };
  }

  /** What follows is the driver's side, by the names it uses. */
  get readyState(): string {
    return this.#lost === undefined ? this.#socket.readyState : 'closed';
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  write(bytes: Uint8Array, written?: () => void): boolean {
    if (this.#lost === undefined) {
      const following = this.#following;
      return following.length === 0
        ? this.#socket.write(bytes, written)
        : this.#writeAll([bytes, ...following], written);
    }
    // Later, as a socket does: the driver notes its query after it has written it.
    setImmediate(() => this.#tellLoss());
    return true;
  }

  #take(bytes: Buffer): void {
    const reader = this.#reader;
    if (!reader) {
      this.#tellDriver(bytes);
      return;
    }
    // The server says some things unasked: the driver may have begun to read a message when another reader came.
    const rest = this.#ends.restIn(bytes);
    if (rest > 0) {
      this.#tellDriver(bytes.subarray(0, rest));
    }
    if (rest < bytes.length) {
      reader(bytes.subarray(rest));
    }
  }

  #tellDriver(bytes: Buffer): void {
    this.#ends.follow(bytes);
    this.emit('data', bytes);
  }

  #writeAll(all: readonly Uint8Array[], written?: () => void): boolean {
    this.#following = [];
    const last = all.length - 1;
    this.#socket.cork();
    for (const bytes of all.slice(0, last)) {
      this.#socket.write(bytes);
    }
    const isBelowMark = this.#socket.write(all[last] ?? '', written);
    this.#socket.uncork();
    return isBelowMark;
  }

  end(bytes?: Uint8Array): void {
    this.#ending = true;
    if (bytes === undefined) {
      this.#socket.end();
    } else {
      this.#socket.end(bytes);
    }
  }

  destroy(): void {
    this.#lose('given up while connecting');
  }

  #lose(reason: string, cause?: unknown): void {
    if (this.#lost !== undefined || this.#ending) {
      return;
    }
    this.#lost = new SessionLostError(reason, { cause });
    this.#socket.destroy();
    this.emit('lost');
    this.#tellLoss();
  }

  /** An error that nobody listens for would be thrown, and nobody does once the driver has ended. */
  #tellLoss(): void {
    if (this.listenerCount('error') > 0) {
      this.emit('error', this.#lost);
    }
  }
}
