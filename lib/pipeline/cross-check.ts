import type { Database } from '../clients/postgres.ts';
import { replaceRejects } from '../store/rejects.ts';
import { Findings, LISTED_OF_A_KIND } from './findings.ts';
import { type InputPart, recordsOf, refuseChanged } from './inputs.ts';
import { type DividedTotals, mergeIdsOf } from './merge-partials.ts';
import { IdTable } from './partial/id-table.ts';
import type { ExperimentsPartial } from './partial/partial.ts';
import type { PublishDependencies } from './publish.ts';
import { readExperiments } from './rows/experiments.ts';

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
  const compounds = await findUnknownCompounds(database, runId, merged);
  const findings = new Findings();
  findings.count('unknown_user', 'user_id', users.experiments);
  findings.count('unknown_compound', 'experiment_compound_ids', compounds.mentions);

  const [part] = parts.filter(({ file }) => file === 'user_experiments');
  if (part && findings.counts().length > 0) {
    await listRows(part, users.ids, compounds.ids, findings, dependencies);
  }
  if (part) {
    await database.begin(async (transaction) => {
      const origin = { runId, part: part.part, file: part.file, finder: 'publish' } as const;
      await replaceRejects(transaction, origin, findings.rows, findings.counts());
    });
  }
  return { rejected: findings.rejected, warnings: findings.warnings };
}

async function findUnknownCompounds(database: Database, runId: string, merged: ExperimentsPartial) {
  const known = await mergeIdsOf(runId, 'compounds', database);
  const ids = new IdTable();
  let mentions = 0;
  for (const [id, count] of merged.compounds.entries()) {
    if (known.has(id)) continue;
    ids.add(id);
    mentions += count;
  }
  return { ids, mentions };
}

async function listRows(
  part: InputPart,
  unknownUserIds: IdTable,
  unknownCompoundIds: IdTable,
  findings: Findings,
  { config, features }: PublishDependencies,
): Promise<void> {
  await refuseChanged(part.identity);
  let users = 0;
  let compounds = 0;
  // What loading found is recorded already, so it goes nowhere here.
  const foundByLoad = new Findings();
  const records = recordsOf(part, config.ETL_MAX_RECORD_BYTES);
  await readExperiments(records, part.header, features, foundByLoad, new IdTable(), (row) => {
    if (unknownUserIds.has(row.userId) && users++ < LISTED_OF_A_KIND) {
      findings.list(row.source, 'unknown_user', 'user_id');
    }
    for (const compound of row.compounds) {
      if (unknownCompoundIds.has(compound) && compounds++ < LISTED_OF_A_KIND) {
        findings.list(row.source, 'unknown_compound', 'experiment_compound_ids');
      }
    }
  });
}
