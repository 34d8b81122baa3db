import type { Budget } from '../time-limits/budget.ts';
import { TimeLimitError, withinMs } from '../time-limits/time-limit.ts';
import { answered, type Database, DatabaseUnavailableError } from './postgres.ts';

/** A database as one request may use it: no longer than its budget lasts. */
export interface RequestDatabase {
  /**
   * Waits for what is asked of the database.
   *
   * @throws DatabaseUnavailableError when it can't be reached, or does not answer within the budget; anything else as
   *   it is
   */
  ask<T>(work: (database: Database) => PromiseLike<T>): Promise<T>;
}

/**
 * The database for a request with that budget. A session that did not answer is given up with all that waits in it:
 * statements wait in line for it, so whatever was left there would hold up the next request.
 */
export function requestDatabase(database: Database, budget: Budget): RequestDatabase {
  return {
    async ask(work) {
      if (budget.remainingMs === 0) {
        throw new DatabaseUnavailableError(new TimeLimitError());
      }
      try {
        return await answered(withinMs(work(database), budget.remainingMs));
      } catch (error) {
        const isLate = error instanceof TimeLimitError;
        if (isLate || error instanceof DatabaseUnavailableError) {
          database.giveUp('a request was given up');
        }
        throw isLate ? new DatabaseUnavailableError(error) : error;
      }
    },
  };
}
