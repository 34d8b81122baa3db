import { answered } from '../clients/postgres.ts';
import { isTableMissing } from '../store/feature-rows.ts';

/** What a statement about runs comes to; nothing, when there has never been a run and so there are no tables. */
export async function orNothing<T>(query: PromiseLike<T>, nothing: T): Promise<T> {
  try {
    return await answered(query);
  } catch (error) {
    if (isTableMissing(error)) return nothing;
    throw error;
  }
}
