import type { IdValues, IntegerValues, NumberColumn, RowBatch } from '../../model/features/accumulator.ts';
import type { Kernel } from '../kernel/kernel.ts';
import { type ColumnsRead, columnOf, shownIntegers } from './columns-read.ts';

/** What accumulators look into, of rows of a window from one on. */
interface Views {
  readonly buffer: ArrayBuffer;
  readonly owners: NumberColumn;
  readonly integers: ReadonlyMap<string, IntegerValues>;
  readonly ids: ReadonlyMap<string, IdValues>;
}

/** The rows that the kernel added last, where it has them in its memory: nothing is copied. */
export class KernelRows implements RowBatch {
  readonly #kernel: Kernel;
  readonly #columns: ColumnsRead;
  /** Of a window from its first row on, as nearly all are added: kept until the memory grows, and is a new one. */
  #ofWindow: Views;
  #views: Views;
  size = 0;

  /** @param columns those that the kernel was told of */
  constructor(kernel: Kernel, columns: ColumnsRead) {
    this.#kernel = kernel;
    this.#columns = columns;
    this.#ofWindow = this.#viewsFrom(0);
    this.#views = this.#ofWindow;
  }

  /** Shows the rows [from, to) of the window. */
  show(from: number, to: number): void {
    if (this.#ofWindow.buffer !== this.#kernel.exports.memory.buffer) {
      this.#ofWindow = this.#viewsFrom(0);
    }
    this.#views = from === 0 ? this.#ofWindow : this.#viewsFrom(from);
    this.size = to - from;
  }

  get owners(): NumberColumn {
    return this.#views.owners;
  }

  integers(column: string): IntegerValues {
    return columnOf(this.#views.integers, column);
  }

  ids(column: string): IdValues {
    return columnOf(this.#views.ids, column);
  }

  #viewsFrom(from: number): Views {
    const { exports } = this.#kernel;
    const { buffer } = exports.memory;
    const integers = shownIntegers(this.#columns).map(
      ({ name }, index) => [name, this.#integersFrom(from, index)] as const,
    );
    const ids = [...this.#columns.ids.entries()]
      .filter(([, { name }]) => this.#columns.shown.has(name))
      .map(([reference, { name }]) => [name, this.#idsOf(reference)] as const);
    return {
      buffer,
      owners: {
        words: new Uint32Array(buffer, exports.ownerNumbers() + 8 * from, 2 * this.#rowsFrom(from)),
        stride: 2,
      },
      integers: new Map(integers),
      ids: new Map(ids),
    };
  }

  #rowsFrom(from: number): number {
    return this.#kernel.exports.rowLimit() - from;
  }

  #integersFrom(from: number, index: number): IntegerValues {
    const { exports, places } = this.#kernel;
    const rows = this.#rowsFrom(from);
    const column = places.shown[index];
    if (column === undefined) {
      throw new Error(`the kernel does not show a column ${index}`);
    }
    const { buffer } = exports.memory;
    const nulls = exports.columnNulls(column);
    return {
      words: new Uint32Array(buffer, exports.columnValues(column) + 8 * from, 2 * rows),
      nulls: nulls === 0 ? undefined : new Uint8Array(buffer, nulls + from, rows),
    };
  }

  /** The ids of the rows that were added last, wherever in the window these begin. */
  #idsOf(reference: number): IdValues {
    const { exports } = this.#kernel;
    const { buffer } = exports.memory;
    const most = exports.listedLimit();
    return {
      first: new Uint32Array(buffer, exports.idFirsts(reference), exports.rowLimit() + 1),
      numbers: new Uint32Array(buffer, exports.idNumbers(reference), most),
      words: new Uint32Array(buffer, exports.numberedIds(reference), 2 * most),
      find: (text) => this.#kernel.findReferenced(reference, text),
    };
  }
}
