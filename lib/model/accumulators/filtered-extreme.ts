import type { RowBatch } from '../features/accumulator.ts';
import { type Filter, TRUE } from '../filters/filter.ts';
import { OwnerColumn, ownersEnd } from './owner-column.ts';
import { OwnerTotals } from './owner-totals.ts';
import { Selection } from './selection.ts';

/** Greater than any value: stands for none. */
const NONE = 2n ** 64n - 1n;
const NONE_HIGH = 0xffff_ffff;

/** The least or greatest value of a column over the rows of each owner that a filter lets through. */
export class FilteredExtreme extends OwnerTotals {
  readonly #extreme: OwnerColumn;
  readonly #isLeast: boolean;
  readonly #selection: Selection;
  readonly #column: string;

  constructor(kind: 'min' | 'max', where: Filter | undefined, column: string) {
    const extreme = new OwnerColumn(NONE);
    super({ [kind]: extreme });
    this.#extreme = extreme;
    this.#isLeast = kind === 'min';
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
        this.#compare(
          owners[stride * row] as number,
          values[2 * row] as number,
          values[2 * row + 1] as number,
        );
      }
    }
  }

  protected override take(owner: number, [values]: readonly [Uint32Array], entry: number): void {
    this.#compare(owner, values[2 * entry] as number, values[2 * entry + 1] as number);
  }

  #compare(owner: number, low: number, high: number): void {
    const { words } = this.#extreme;
    const knownLow = words[2 * owner] as number;
    const knownHigh = words[2 * owner + 1] as number;
    const isLess = high < knownHigh || (high === knownHigh && low < knownLow);
    if (isLess === this.#isLeast || knownHigh === NONE_HIGH) {
      words[2 * owner] = low;
      words[2 * owner + 1] = high;
    }
  }
}
