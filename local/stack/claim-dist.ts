import { readModelStamp } from '../../bundling/model-stamp.ts';
import { noteStack } from '../../bundling/stacks-of-dist.ts';
import { type StackRecord, updateRecord } from './record.ts';
import { UsageError } from './settings.ts';

/**
 * Notes that this stack runs what is in dist/, and what that is.
 *
 * @param api the address of its API, for whoever is in its way
 * @returns takes the note away
 * @throws UsageError when another model was built there meanwhile
 */
export async function claimDist(
  projectDir: string,
  record: StackRecord,
  api: string,
): Promise<() => Promise<void>> {
  const { pid, settings } = record;
  const { model } = settings;
  const built = readModelStamp(projectDir);
  const takeAway = noteStack(projectDir, { pid, model, hash: built.hash, api });
  if (built.folder !== model) {
    takeAway();
    throw new UsageError(
      `dist/ has the model ${built.folder}, which was built a moment ago, not ${model}: start again.`,
    );
  }
  await updateRecord(record, { modelHash: built.hash });
  return async () => takeAway();
}
