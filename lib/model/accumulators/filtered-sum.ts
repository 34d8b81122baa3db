import type { RowBatch } from '../features/accumulator.ts';
import { type Filter, TRUE } from '../filters/filter.ts';
import { addWords, OwnerColumn, ownersEnd } from './owner-column.ts';
import { OwnerTotals } from './owner-totals.ts';
import { Selection } from './selection.ts';

/** The sum of a column over the rows of each owner that a filter lets through: exact, in 128 bits. */
export class FilteredSum extends OwnerTotals {
  readonly #low: OwnerColumn;
  readonly #high: OwnerColumn;
  readonly #selection: Selection;
  readonly #column: string;

  constructor(where: Filter | undefined, column: string) {
    const [low, high] = [new OwnerColumn(0n), new OwnerColumn(0n)];
    super({ low, high });
    this.#low = low;
    this.#high = high;
    this.#selection = new Selection(where);
    this.#column = column;
  }

  add(rows: RowBatch): void {
    this.reserve(ownersEnd(rows));
    const truth = this.#selection.of(rows);
    const { words: values, nulls } = rows.integers(this.#column);
    const { words: owners, stride } = rows.owners;
    for (let row = 0; row < rows.size; row++) {
      if (truth[row] === TRUE && (nulls === undefined || nulls[row] === 0)) {
        this.#add(owners[stride * row] as number, values[2 * row] as number, values[2 * row + 1] as number);
      }
    }
  }

  protected override take(
    owner: number,
    [low, high]: readonly [Uint32Array, Uint32Array],
    entry: number,
  ): void {
    this.#add(owner, low[2 * entry] as number, low[2 * entry + 1] as number);
    addWords(this.#high.words, owner, high[2 * entry] as number, high[2 * entry + 1] as number);
  }

  #add(owner: number, low: number, high: number): void {
    if (addWords(this.#low.words, owner, low, high) > 0) {
      addWords(this.#high.words, owner, 1, 0);
    }
  }
}
