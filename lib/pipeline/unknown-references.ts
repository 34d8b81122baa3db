import type { InputConfig } from '../config.ts';
import type { Features } from '../feature-kinds.ts';
import { Findings, LISTED_OF_A_KIND } from './findings.ts';
import { type PartSource, recordsOf, refuseChanged } from './inputs.ts';
import { IdTable } from './partial/id-table.ts';
import type { ExperimentTotals } from './partial/partial.ts';
import { readExperiments } from './rows/experiments.ts';

/** The compounds that experiments name and compounds.csv does not know, and how often they are named. */
export function unknownCompounds({ compounds }: Pick<ExperimentTotals, 'compounds'>, known: IdTable) {
  const ids = new IdTable();
  let mentions = 0;
  for (const [id, count] of compounds.entries()) {
    if (known.has(id)) continue;
    ids.add(id);
    mentions += count;
  }
  return { ids, mentions };
}

/**
 * Reads the experiments once more to list the rows of unknown users and compounds, which are counted already.
 *
 * @throws InputError when the file has changed since it was read first
 */
export async function listUnknown(
  part: PartSource,
  unknown: { readonly users: IdTable; readonly compounds: IdTable },
  findings: Findings,
  { config, features }: { readonly config: InputConfig; readonly features: Features },
): Promise<void> {
  await refuseChanged(part.identity);
  let users = 0;
  let compounds = 0;
  // What loading found is recorded already, so it goes nowhere here.
  const foundByLoad = new Findings();
  const records = recordsOf(part, config.ETL_MAX_RECORD_BYTES);
  await readExperiments(records, part.header, features, foundByLoad, new IdTable(), (row) => {
    if (unknown.users.has(row.userId) && users++ < LISTED_OF_A_KIND) {
      findings.list(row.source, 'unknown_user', 'user_id');
    }
    for (const compound of row.compounds) {
      if (unknown.compounds.has(compound) && compounds++ < LISTED_OF_A_KIND) {
        findings.list(row.source, 'unknown_compound', 'experiment_compound_ids');
      }
    }
  });
}
