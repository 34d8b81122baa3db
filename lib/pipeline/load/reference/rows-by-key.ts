import { type IdRange, idsOf } from '../../../aggregation/partial/id-ranges.ts';
import { IdTable } from '../../../aggregation/partial/id-table.ts';
import type { Header } from '../../../csv/header/header.ts';
import type { CsvRecord } from '../../../csv/records/entry.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import type { Findings } from '../../findings/findings.ts';
import { addNew, textOf, valuesOf } from '../row-values.ts';
import { valueReader } from '../value-reader.ts';

/** The rows of a reference that count: their keys, and of each column that is looked up, a value for each key. */
export interface KeyedRows {
  /** Ascending. */
  readonly keys: BigUint64Array;
  readonly lookups: ReadonlyMap<string, readonly (string | null)[]>;
}

/**
 * The rows of a reference that count so far. The first row of a key stays, among those whose values are usable.
 */
export class RowsByKey {
  readonly #key: ReadColumn;
  readonly #others: readonly ReadColumn[];
  readonly #findings: Findings;
  readonly #keys = new IdTable();
  readonly #columnsOfValues: readonly (string | null)[][];

  /**
   * @param columns those that are read, the key first
   * @param taken keys that earlier slices have
   */
  constructor([key, ...others]: readonly ReadColumn[], findings: Findings, taken: readonly IdRange[]) {
    if (!key) {
      throw new Error('a reference is read by its key');
    }
    this.#key = key;
    this.#others = others;
    this.#findings = findings;
    this.#columnsOfValues = others.map(() => []);
    for (const id of idsOf(taken)) {
      this.#add(id, []);
    }
  }

  /** What adds the rows of a file with that header. */
  reader(header: Pick<Header, 'columns'>): (record: CsvRecord) => void {
    const findings = this.#findings;
    const readKey = valueReader({ ...this.#key, required: true }, header, findings);
    const readers = this.#others.map((column) => valueReader(column, header, findings));
    return (record) => {
      const id = readKey(record);
      const row = typeof id === 'bigint' ? valuesOf(readers, record) : undefined;
      if (typeof id !== 'bigint' || !row) {
        return;
      }
      if (!this.#add(id, row.map(textOf))) {
        findings.add(record, 'duplicate_id', this.#key.name);
      }
    };
  }

  #add(id: bigint, values: readonly (string | null)[]): boolean {
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
