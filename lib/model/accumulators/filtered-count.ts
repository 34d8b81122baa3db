import type { RowBatch } from '../features/accumulator.ts';
import { type Filter, TRUE } from '../filters/filter.ts';
import { addWords, OwnerColumn, ownersEnd } from './owner-column.ts';
import { OwnerTotals } from './owner-totals.ts';
import { Selection } from './selection.ts';

/** How many rows of each owner a filter lets through; with a column, those that have a value of it. */
export class FilteredCount extends OwnerTotals {
  readonly #count: OwnerColumn;
  readonly #selection: Selection;
  readonly #column: string | undefined;

  constructor(where: Filter | undefined, column?: string) {
    const count = new OwnerColumn(0n);
    super({ count });
    this.#count = count;
    this.#selection = new Selection(where);
    this.#column = column;
  }

  add(rows: RowBatch): void {
    this.reserve(ownersEnd(rows));
    const truth = this.#selection.of(rows);
    const nulls = this.#column === undefined ? undefined : rows.integers(this.#column).nulls;
    const { words: owners, stride } = rows.owners;
    const { words } = this.#count;
    for (let row = 0; row < rows.size; row++) {
      if (truth[row] === TRUE && (nulls === undefined || nulls[row] === 0)) {
        addWords(words, owners[stride * row] as number, 1, 0);
      }
    }
  }

  protected override take(owner: number, [counts]: readonly [Uint32Array], entry: number): void {
    addWords(this.#count.words, owner, counts[2 * entry] as number, counts[2 * entry + 1] as number);
  }
}
