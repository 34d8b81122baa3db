import { addNew, type IdSet } from '../../../aggregation/ids/id-set.ts';
import type { Header } from '../../../csv/header/header.ts';
import type { CsvRecord } from '../../../csv/records/entry.ts';
import { type Id, isId } from '../../../model/id-types.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import type { Findings } from '../../findings/findings.ts';
import { textsOf, valuesOf } from '../rows/row-values.ts';
import { doubtNoter, valueReader } from '../rows/value-reader.ts';

/** A row of the entity that counts: its key, and a value for each column, as a text; NULL for none. */
export interface EntityRow {
  readonly key: Id;
  readonly values: readonly (string | null)[];
}

/**
 * The rules of one row: gives it if it counts, and notes in the findings what is wrong with it. The first row of a key,
 * among those whose values are usable, stays. It is the careful way, by which the fast one (entity-to-stage.ts) is judged.
 *
 * @param columns those that are read, the key first
 * @param keys the keys of those that count are added to it
 */
export function entityRows(
  columns: readonly ReadColumn[],
  header: Pick<Header, 'columns'>,
  findings: Findings,
  keys: IdSet,
) {
  const readers = columns.map((column) => valueReader(column, header, findings));
  const write = textsOf(columns);
  const noteDoubts = doubtNoter(columns, header, findings);
  const keyColumn = columns[0]?.name ?? null;

  return (record: CsvRecord): EntityRow | undefined => {
    const values = valuesOf(readers, record);
    const key = values?.[0];
    if (!values || !isId(key)) {
      return undefined;
    }
    if (!addNew(keys, key)) {
      findings.add(record, 'duplicate_id', keyColumn);
      return undefined;
    }
    noteDoubts(record);
    return { key, values: write(values) };
  };
}
