import { copyAcross } from '../../clients/postgres/copy-across.ts';
import type { Database, Transaction } from '../../clients/postgres.ts';
import type { Model } from '../../model/model.ts';
import { PLANNER_SETTINGS } from './planner-settings.ts';
import { copiedRows, settingsStatement } from './publish-sql.ts';

/** Whose sessions make rows while the one that publishes puts them into the table. */
export interface Copying {
  readonly database: Pick<Database, 'begin'>;
  /** Fewer rows are not worth a session: for tests only. */
  readonly copiedFrom?: number | undefined;
}

/** What a session more takes is gained again with so many rows. */
const COPIED_FROM = 50_000;

/** Whether so many rows are put into an empty table sooner by two sessions than by one. */
export const isWorthCopying = (rows: number, { copiedFrom = COPIED_FROM }: Copying): boolean =>
  rows >= copiedFrom;

/**
 * Fills the empty table: a second session makes the rows while this one puts them into the table and its key, each with a processor
 * of its own.
 *
 * @param parameters those of sourceRows
 * @returns how many there are; undefined, and nothing was done, when the server has no second session
 */
export async function copyRows(
  transaction: Transaction,
  model: Model,
  parameters: readonly string[],
  { database }: Copying,
): Promise<number | undefined> {
  let isOpen = false;
  try {
    return await database.begin(async (second) => {
      await second.unsafe(PLANNER_SETTINGS);
      isOpen = true;
      await second.unsafe(settingsStatement(parameters.length), [...parameters]);
      return await copyAcross(second, transaction, copiedRows(model));
    });
  } catch (error) {
    if (isOpen) {
      throw error;
    }
    return undefined;
  }
}
