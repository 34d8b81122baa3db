import type { EventColumn, IdColumn, IntegerColumn } from '../features/feature.ts';
import { refuseUnfit } from '../features/fitting-column.ts';
import { refuseUnnumbered } from '../features/numbered.ts';
import { type Constant, constant } from './constant.ts';
import { FALSE, type Filter, TRUE, UNKNOWN } from './filter.ts';

/** Rows whose value of a column is `number` or greater. @throws TypeError for another column, and for a number that no value can be */
export function atLeast<Input extends string>(
  column: IntegerColumn<Input>,
  number: number | bigint,
): Filter<Input> {
  return comparison('atLeast', column, number, 1);
}

/** Rows whose value of a column is `number` or less. @throws TypeError for another column, and for a number that no value can be */
export function atMost<Input extends string>(
  column: IntegerColumn<Input>,
  number: number | bigint,
): Filter<Input> {
  return comparison('atMost', column, number, -1);
}

/** Rows whose value, or id, is `number`. @throws TypeError for another column, and for a number that no value can be */
export function equals<Input extends string>(
  column: IntegerColumn<Input> | (IdColumn<Input> & { readonly type: 'id' }),
  number: number | bigint,
): Filter<Input> {
  return column.type === 'id' ? idFilter('equals', column, number) : comparison('equals', column, number, 0);
}

/** Rows in whose list an id is. Of a column of one id, those that have it. @throws TypeError for another column, and for what can't be an id */
export function includes<Input extends string>(column: IdColumn<Input>, id: number | bigint): Filter<Input> {
  return idFilter(column.type === 'id' ? 'equals' : 'includes', column, id);
}

/** Rows whose value is the number, or on the wanted side of it. */
function comparison<Input extends string>(
  name: string,
  column: IntegerColumn<Input>,
  number: number | bigint,
  side: -1 | 0 | 1,
): Filter<Input> {
  refuseUnfit(name, column, 'events', ['integer']);
  const { id, wanted } = named(name, column, number);
  return {
    id,
    input: column.input,
    reads: [column],
    test(rows, truth) {
      const { words, nulls } = rows.integers(column.name);
      for (let row = 0; row < rows.size; row++) {
        if (nulls !== undefined && nulls[row] !== 0) {
          truth[row] = UNKNOWN;
        } else {
          const order = compare(words, row, wanted);
          truth[row] = order === 0 || order === side ? TRUE : FALSE;
        }
      }
    },
  };
}

/** -1 for a value that is less, 0 for the number itself, 1 for one that is greater. */
function compare(words: Uint32Array, row: number, { low, high }: Constant): number {
  const ownHigh = words[2 * row + 1] as number;
  if (ownHigh !== high) {
    return ownHigh < high ? -1 : 1;
  }
  const ownLow = words[2 * row] as number;
  if (ownLow === low) {
    return 0;
  }
  return ownLow < low ? -1 : 1;
}

function idFilter<Input extends string>(
  name: string,
  column: IdColumn<Input>,
  number: number | bigint,
): Filter<Input> {
  refuseUnfit(name, column, 'events', ['id', 'idList']);
  const { id, wanted } = named(name, column, number);
  refuseUnnumbered(id, column);
  // A list is never NULL: one of no ids has none. A column of one id without one is.
  const none = column.type === 'id' ? UNKNOWN : FALSE;
  return {
    id,
    input: column.input,
    reads: [column],
    test(rows, truth) {
      const { first, words } = rows.ids(column.name);
      for (let row = 0; row < rows.size; row++) {
        const end = first[row + 1] as number;
        let index = first[row] as number;
        let found = index === end ? none : FALSE;
        for (; index < end; index++) {
          if (words[2 * index] === wanted.low && words[2 * index + 1] === wanted.high) {
            found = TRUE;
          }
        }
        truth[row] = found;
      }
    },
  };
}

function named(name: string, column: EventColumn, number: number | bigint) {
  const wanted = constant(`${name}(${column.name}, …)`, number);
  return { id: `${name}(${column.name},${wanted.text})`, wanted };
}
