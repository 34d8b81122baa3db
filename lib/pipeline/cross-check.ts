import { replaceRejects } from '../store/rejects.ts';
import { Findings } from './findings.ts';
import type { InputPart } from './inputs.ts';
import { type DividedTotals, mergeIdsOf } from './merge-partials.ts';
import type { ExperimentsPartial } from './partial/partial.ts';
import type { PublishDependencies } from './publish.ts';
import { listUnknown, unknownCompounds } from './unknown-references.ts';

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
  dependencies: PublishDependencies,
): Promise<{ readonly rejected: number; readonly warnings: number }> {
  const { database } = dependencies;
  const compounds = unknownCompounds(merged, await mergeIdsOf(runId, 'compounds', database));
  const findings = new Findings();
  findings.count('unknown_user', 'user_id', users.experiments);
  findings.count('unknown_compound', 'experiment_compound_ids', compounds.mentions);

  const [part] = parts.filter(({ file }) => file === 'user_experiments');
  if (part && findings.counts().length > 0) {
    await listUnknown(part, { users: users.ids, compounds: compounds.ids }, findings, dependencies);
  }
  if (part) {
    await database.begin(async (transaction) => {
      const origin = { runId, part: part.part, file: part.file, finder: 'publish' } as const;
      await replaceRejects(transaction, origin, findings.rows, findings.counts());
    });
  }
  return { rejected: findings.rejected, warnings: findings.warnings };
}
