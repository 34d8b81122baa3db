import type { ExperimentsPartial } from '../../aggregation/partial/partial.ts';
import { replaceRejects } from '../../store/rejects/rejects.ts';
import { Findings } from '../findings/findings.ts';
import type { LoadDependencies } from '../load/load.ts';
import type { InputPart } from '../load/part-source.ts';
import { type DividedTotals, mergeIdsOf } from './merge-partials.ts';
import { UnknownRows, unknownCompounds } from './unknown-references.ts';

/**
 * What only all files together can tell: experiments of unknown users, which don't count, and unknown
 * compounds, which do. They are counted exactly from the partials; only where there are any, the file is read
 * again to list the rows.
 *
 * @returns how many experiments are rejected for it, and how many warnings there are
 * @throws InputError when the file has changed since it was loaded
 */
export async function crossCheck(
  runId: string,
  parts: readonly InputPart[],
  merged: ExperimentsPartial,
  { unknown: users }: DividedTotals,
  dependencies: LoadDependencies,
): Promise<{ readonly rejected: number; readonly warnings: number }> {
  const { database } = dependencies;
  const compounds = unknownCompounds(merged, await mergeIdsOf(runId, 'compounds', database));
  const counted = new Findings();
  counted.count('unknown_user', 'user_id', users.experiments);
  counted.count('unknown_compound', 'experiment_compound_ids', compounds.mentions);

  const unknown = new UnknownRows({ users, compounds }, dependencies);
  const ofExperiments = parts.filter(({ input }) => input === 'experiments');
  for (const [index, part] of ofExperiments.entries()) {
    const listed = new Findings();
    await unknown.list(part, listed);
    await database.begin(async (transaction) => {
      const origin = { runId, part: part.part, input: part.input, finder: 'publish' } as const;
      // The partials don't say which part has how many: the first stands for all.
      await replaceRejects(transaction, origin, listed.rows, index === 0 ? counted.counts() : []);
    });
  }
  return { rejected: counted.rejected, warnings: counted.warnings };
}
