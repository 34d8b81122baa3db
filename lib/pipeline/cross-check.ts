import type { Database } from '../clients/postgres.ts';
import { partialsOf } from '../store/parts.ts';
import { replaceRejects } from '../store/rejects.ts';
import { unknownUsers } from '../store/stage.ts';
import { Findings } from './findings.ts';
import type { InputPart } from './inputs.ts';
import { IdTable } from './partial/id-table.ts';
import { type ExperimentsPartial, mergeIds } from './partial/partial.ts';
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
  dependencies: PublishDependencies,
): Promise<{ readonly rejected: number; readonly warnings: number }> {
  const { database } = dependencies;
  const users = await findUnknownUsers(database, runId);
  const compounds = await findUnknownCompounds(database, runId, merged);
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

async function findUnknownUsers(database: Database, runId: string) {
  const ids = new IdTable();
  let experiments = 0;
  for (const unknown of await unknownUsers(database, runId)) {
    ids.add(unknown.userId);
    experiments += Number(unknown.experiments);
  }
  return { ids, experiments };
}

async function findUnknownCompounds(database: Database, runId: string, merged: ExperimentsPartial) {
  const known = new IdTable();
  for (const bytes of await partialsOf(database, runId, 'compounds')) mergeIds(known, bytes);
  return unknownCompounds(merged, known);
}
