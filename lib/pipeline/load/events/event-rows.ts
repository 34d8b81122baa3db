import type { IdTable } from '../../../aggregation/partial/id-table.ts';
import type { Header } from '../../../csv/header/header.ts';
import type { CsvRecord, RecordBatch } from '../../../csv/records/entry.ts';
import { parseIdList } from '../../../csv/values/id-list.ts';
import { parseInteger } from '../../../csv/values/integers.ts';
import type { Features } from '../../../model/feature-kinds.ts';
import type { Findings } from '../../findings/findings.ts';
import { eachRecord } from '../each-record.ts';

/** An experiment that counts. */
export interface ExperimentRow {
  readonly userId: bigint;
  /** A value per slot of the features, in their order. */
  readonly values: readonly bigint[];
  /** Distinct ids in the compound list; none when the list is unusable. */
  readonly compounds: readonly bigint[];
  readonly source: CsvRecord;
}

type Columns = Header['columns'];

/** The ids of the experiments that count so far. */
export interface ExperimentIds {
  /** Adds an id; false when it is there already. */
  addId(id: bigint): boolean;
}

/** An IdTable as such a set. */
export const idsIn = (table: IdTable): ExperimentIds => ({
  addId(id) {
    const known = table.size;
    return table.add(id) === known;
  },
});

/**
 * Tells the experiments that count from those that don't, and gives each that counts to `onRow`. The first
 * experiment of an id, among those whose values are usable, stays.
 *
 * @param experimentIds the ids of those that count are added to it
 * @returns the number of records read
 */
export function readExperiments(
  batches: AsyncIterable<RecordBatch>,
  { columns }: Pick<Header, 'columns'>,
  features: Features,
  findings: Findings,
  experimentIds: IdTable,
  onRow: (row: ExperimentRow) => void,
): Promise<number> {
  const read = experimentRows(columns, features, findings, idsIn(experimentIds));
  return eachRecord(batches, findings, (record) => {
    const row = read(record);
    if (row) {
      onRow(row);
    }
  });
}

/** The rules of one row: gives the experiment if it counts, and notes in the findings what is wrong with it. */
export function experimentRows(
  columns: Columns,
  features: Pick<Features, 'slots'>,
  findings: Findings,
  experimentIds: ExperimentIds,
) {
  const field = (record: CsvRecord, column: string) => record.fields[columns[column] as number] as string;
  const integer = (record: CsvRecord, column: string): bigint | undefined => {
    const value = parseInteger(field(record, column));
    if (typeof value === 'bigint') {
      return value;
    }
    findings.add(record, value, column);
    return undefined;
  };

  return (record: CsvRecord): ExperimentRow | undefined => {
    const experimentId = integer(record, 'experiment_id');
    if (experimentId === undefined) {
      return undefined;
    }
    const userId = integer(record, 'user_id');
    if (userId === undefined) {
      return undefined;
    }
    const values: bigint[] = [];
    for (const slot of features.slots) {
      const value = integer(record, slot.column);
      if (value === undefined) {
        return undefined;
      }
      values.push(value);
    }

    if (!experimentIds.addId(experimentId)) {
      findings.add(record, 'duplicate_id', 'experiment_id');
      return undefined;
    }

    const compounds = parseIdList(field(record, 'experiment_compound_ids'));
    if (typeof compounds === 'string') {
      findings.add(record, compounds, 'experiment_compound_ids');
    }
    return {
      userId,
      values,
      compounds: typeof compounds === 'string' ? [] : distinct(compounds),
      source: record,
    };
  };
}

function distinct(ids: bigint[]): bigint[] {
  return ids.length < 2 ? ids : [...new Set(ids)];
}
