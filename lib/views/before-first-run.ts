import { isTableMissing } from '../store/feature-rows.ts';

/** What a question about runs comes to; nothing, when there has never been a run and so there are no tables. */
export async function orNothing<T>(answer: PromiseLike<T>, nothing: T): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    if (isTableMissing(error)) return nothing;
    throw error;
  }
}
