import type { RequestDatabase } from '../clients/request-database.ts';
import type { Model } from '../model/model.ts';
import { derivationTableExists, derivedRows } from '../store/derivation/queries/feature-rows.ts';

interface CheckDependencies {
  readonly database: RequestDatabase;
  readonly model: Pick<Model, 'table'>;
}

/** Whether the table of the result exists. @throws DatabaseUnavailableError */
export async function tableExists({ database, model }: CheckDependencies): Promise<boolean> {
  return await database.ask((sql) => derivationTableExists(sql, model));
}

/** How many rows the table of the result has; undefined when it does not exist. @throws DatabaseUnavailableError */
export async function countDerivedRows({ database, model }: CheckDependencies): Promise<number | undefined> {
  return await database.ask((sql) => derivedRows(sql, model));
}
