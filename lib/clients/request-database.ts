import type { Budget } from '../budget.ts';
import { TimeLimitError, withinMs } from '../time-limit.ts';
import { answered, type Database, DatabaseUnavailableError } from './postgres.ts';

/** A database as one request may use it: no longer than its budget lasts. */
export type RequestDatabase = {
  /**
   * Waits for what is asked of the database.
   *
   * @throws DatabaseUnavailableError when it can't be reached, or does not answer within the budget; anything else as
   *   it is
   */
  ask<T>(work: (database: Database) => PromiseLike<T>): Promise<T>;
};

/**
 * The database client of an instance. One that did not answer is given up, with all that waits in it, and the next
 * question is put to a new one: queries wait in line for a client's connection, so whatever was left there would hold up
 * the next request.
 */
export class DatabaseClient {
  readonly #connect: () => Database;
  #current: Database | undefined;

  /** @param connect makes a client; it connects at its first query */
  constructor(connect: () => Database) {
    this.#connect = connect;
  }

  /** The database for a request with that budget. */
  within(budget: Budget): RequestDatabase {
    return {
      ask: async (work) => {
        if (budget.remainingMs === 0) throw new DatabaseUnavailableError(new TimeLimitError());
        this.#current ??= this.#connect();
        const database = this.#current;
        try {
          return await answered(withinMs(work(database), budget.remainingMs));
        } catch (error) {
          if (error instanceof TimeLimitError || error instanceof DatabaseUnavailableError)
            this.#giveUp(database);
          throw error instanceof TimeLimitError ? new DatabaseUnavailableError(error) : error;
        }
      },
    };
  }

  #giveUp(database: Database): void {
    // Another question of the same request may have done it already.
    if (this.#current === database) this.#current = undefined;
    // Rejects what still waits, and nobody has to wait for the rest: the server may be the one that is silent.
    void database.end({ timeout: 0 });
  }
}
