import type { IdKind } from '../../model/id-types.ts';
import { COLUMNS } from '../partial/column-chunks.ts';
import { decodeRanges, spellOut } from '../partial/id-columns.ts';
import { readBytes, readIntegers, refuseMissing, type StoredColumns } from '../partial/stored-columns.ts';
import { type FindId, integerFinder, textFinder } from './id-finder.ts';
import type { IdSet } from './id-set.ts';
import { IdTable } from './id-table.ts';
import { IntegerIds, valuesOf } from './integer-ids.ts';
import type { SortedIds } from './sorted-ids.ts';
import { TextIds, textsIn } from './text-ids.ts';
import { TextTable } from './text-table.ts';

/** What there is of each kind of ids. */
interface KindOfIds {
  /** None. */
  readonly none: SortedIds;
  /** An empty set. */
  newSet(): IdSet;
  /** All ids of a column that `encode` wrote. */
  read(columns: StoredColumns, column: string): Promise<SortedIds>;
  /**
   * What finds ids of this kind in a list.
   *
   * @throws Error for ids of another kind
   */
  finderOf(ids: SortedIds): FindId;
}

export const KINDS_OF_IDS: Readonly<Record<IdKind, KindOfIds>> = {
  integers: {
    none: new IntegerIds(new BigUint64Array(0)),
    newSet: () => new IdTable(),
    async read(columns, column) {
      const ids = new BigUint64Array(columns.sizes.get(column) ?? 0);
      let at = 0;
      for await (const bytes of columns.chunks(column)) {
        at = spellOut(decodeRanges(bytes), ids, at);
      }
      refuseMissing(column, at, ids.length);
      return new IntegerIds(ids);
    },
    finderOf: (ids) => integerFinder(valuesOf(ids)),
  },
  texts: {
    none: new TextIds({ bytes: new Uint8Array(0), ends: new Uint32Array(0) }),
    newSet: () => new TextTable(),
    async read(columns, column) {
      const { words: lengths } = await readIntegers(columns, column, 1);
      const bytes = await readBytes(columns, COLUMNS.textsOf(column));
      let end = 0;
      const ends = lengths.map((length) => {
        end += length;
        return end;
      });
      return new TextIds({ bytes, ends });
    },
    finderOf: (ids) => textFinder(textsIn(ids)),
  },
};
