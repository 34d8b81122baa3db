import { KINDS_OF_IDS } from '../../../aggregation/ids/id-kinds.ts';
import { addNew, type IdSet } from '../../../aggregation/ids/id-set.ts';
import type { SortedIds } from '../../../aggregation/ids/sorted-ids.ts';
import type { TakenIds } from '../../../aggregation/ids/taken-ids.ts';
import type { Header } from '../../../csv/header/header.ts';
import type { CsvRecord } from '../../../csv/records/entry.ts';
import { type Id, idKindOf, isId } from '../../../model/id-types.ts';
import { type KeyColumn, keyAmong, type ReadColumn } from '../../../model/read-columns.ts';
import type { Findings } from '../../findings/findings.ts';
import { textsOf, valuesOf } from '../rows/row-values.ts';
import { doubtNoter, valueReader } from '../rows/value-reader.ts';

/** The rows of a reference that count: their keys, and of each column that is looked up, a value for each key. */
export interface KeyedRows {
  /** Ascending. */
  readonly keys: SortedIds;
  readonly lookups: ReadonlyMap<string, readonly (string | null)[]>;
}

/**
 * The rows of a reference that count so far. The first row of a key stays, among those whose values are usable.
 */
export class RowsByKey {
  readonly #key: KeyColumn;
  readonly #others: readonly ReadColumn[];
  readonly #findings: Findings;
  readonly #keys: IdSet;
  readonly #columnsOfValues: readonly (string | null)[][];

  /**
   * @param columns those that are read, the key first
   * @param taken keys that earlier slices have
   */
  constructor(columns: readonly ReadColumn[], findings: Findings, taken: TakenIds) {
    const key = keyAmong(columns);
    const others = columns.slice(1);
    this.#key = key;
    this.#keys = KINDS_OF_IDS[idKindOf(key.type)].newSet();
    this.#others = others;
    this.#findings = findings;
    this.#columnsOfValues = others.map(() => []);
    for (const id of taken) {
      this.#add(id, []);
    }
  }

  /** What adds the rows of a file with that header. */
  reader(header: Pick<Header, 'columns'>): (record: CsvRecord) => void {
    const findings = this.#findings;
    const readKey = valueReader({ ...this.#key, required: true }, header, findings);
    const readers = this.#others.map((column) => valueReader(column, header, findings));
    const noteDoubts = doubtNoter([this.#key, ...this.#others], header, findings);
    const write = textsOf(this.#others);
    return (record) => {
      const id = readKey(record);
      const row = isId(id) ? valuesOf(readers, record) : undefined;
      if (!isId(id) || !row) {
        return;
      }
      if (!this.#add(id, write(row))) {
        findings.add(record, 'duplicate_id', this.#key.name);
        return;
      }
      noteDoubts(record);
    };
  }

  #add(id: Id, values: readonly (string | null)[]): boolean {
    if (!addNew(this.#keys, id)) {
      return false;
    }
    for (const [index, column] of this.#columnsOfValues.entries()) {
      column.push(values[index] ?? null);
    }
    return true;
  }

  /** The keys, ascending, and what is looked up by them. */
  sorted(): KeyedRows {
    const order = this.#keys.sortedIndexes();
    const sorted = (values: readonly (string | null)[]) =>
      Array.from(order, (position) => values[position] ?? null);
    const lookups = this.#others.map(
      ({ name }, index) => [name, sorted(this.#columnsOfValues[index] ?? [])] as const,
    );
    return { keys: this.#keys.sorted(), lookups: new Map(lookups) };
  }
}
