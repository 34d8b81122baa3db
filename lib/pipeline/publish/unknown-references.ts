import { IdTable } from '../../aggregation/partial/id-table.ts';
import type { ExperimentTotals } from '../../aggregation/partial/partial.ts';
import type { InputConfig } from '../../config.ts';
import type { RecordBatch } from '../../csv/records/entry.ts';
import type { Features } from '../../model/feature-kinds.ts';
import { Findings, LISTED_OF_A_KIND } from '../findings/findings.ts';
import { type ExperimentRow, readExperiments } from '../load/events/event-rows.ts';
import { type PartSource, recordsOf, refuseChanged } from '../load/part-source.ts';

/** The compounds that experiments name and compounds.csv does not know, and how often they are named. */
export function unknownCompounds({ compounds }: Pick<ExperimentTotals, 'compounds'>, known: IdTable) {
  const ids = new IdTable();
  let mentions = 0;
  for (const [id, count] of compounds.entries()) {
    if (known.has(id)) {
      continue;
    }
    ids.add(id);
    mentions += count;
  }
  return { ids, mentions };
}

/** Users and compounds that are not known, and how many experiments and mentions of theirs were counted. */
export interface Unknown {
  readonly users: { readonly ids: IdTable; readonly experiments: number };
  readonly compounds: { readonly ids: IdTable; readonly mentions: number };
}

/**
 * Reads the experiments once more, part after part, to list the rows of unknown users and compounds, which are counted
 * already. Stops as soon as all are listed, or as many as are listed of a kind.
 */
export class UnknownRows {
  readonly #unknown: Unknown;
  readonly #dependencies: { readonly config: InputConfig; readonly features: Features };
  /** The experiments read so far: the rows of one that occurs again don't count, so they are not listed. */
  readonly #experiments = new IdTable();
  #usersLeft: number;
  #compoundsLeft: number;

  constructor(unknown: Unknown, dependencies: { readonly config: InputConfig; readonly features: Features }) {
    this.#unknown = unknown;
    this.#dependencies = dependencies;
    this.#usersLeft = Math.min(unknown.users.experiments, LISTED_OF_A_KIND);
    this.#compoundsLeft = Math.min(unknown.compounds.mentions, LISTED_OF_A_KIND);
  }

  /**
   * Lists those of the next part.
   *
   * @throws InputError when the file has changed since it was read first
   */
  async list(part: PartSource, findings: Findings): Promise<void> {
    if (this.#isDone) {
      return;
    }
    const { config, features } = this.#dependencies;
    await refuseChanged(part.identity);
    // What loading found is recorded already, so it goes nowhere here.
    const foundByLoad = new Findings();
    const records = this.#untilDone(recordsOf(part, config.ETL_MAX_RECORD_BYTES));
    await readExperiments(records, part.header, features, foundByLoad, this.#experiments, (row) =>
      this.#listRow(row, findings),
    );
  }

  get #isDone(): boolean {
    return this.#usersLeft === 0 && this.#compoundsLeft === 0;
  }

  async *#untilDone(batches: AsyncIterable<RecordBatch>): AsyncGenerator<RecordBatch, void, undefined> {
    for await (const batch of batches) {
      yield batch;
      if (this.#isDone) {
        return;
      }
    }
  }

  #listRow({ userId, compounds, source }: ExperimentRow, findings: Findings): void {
    const { users, compounds: unknownCompounds } = this.#unknown;
    if (this.#usersLeft > 0 && users.ids.has(userId)) {
      findings.list(source, 'unknown_user', 'user_id');
      this.#usersLeft--;
    }
    for (const compound of compounds) {
      if (this.#compoundsLeft === 0 || !unknownCompounds.ids.has(compound)) {
        continue;
      }
      findings.list(source, 'unknown_compound', 'experiment_compound_ids');
      this.#compoundsLeft--;
    }
  }
}
