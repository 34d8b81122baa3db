import type { RequestDatabase } from '../clients/request-database.ts';
import { derivationTableExists, derivedRows } from '../store/derivation/feature-rows.ts';

/** Whether the table users_derivation exists. @throws DatabaseUnavailableError */
export async function tableExists(database: RequestDatabase): Promise<boolean> {
  return await database.ask(derivationTableExists);
}

/** How many rows users_derivation has; undefined when it does not exist. @throws DatabaseUnavailableError */
export async function countDerivedRows(database: RequestDatabase): Promise<number | undefined> {
  return await database.ask(derivedRows);
}
