import type { Column } from '../columns.ts';
import type { EventColumn, IdColumn, IntegerColumn } from '../features/feature.ts';
import { refuseUnfit } from '../features/fitting-column.ts';
import { isIdType } from '../id-types.ts';
import { type Constant, constant, type Wanted } from './constant.ts';
import { FALSE, type Filter, TRUE, UNKNOWN } from './filter.ts';
import { idFilter } from './ids.ts';

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

/** Rows whose value, or id, is that one: a text where ids are texts. @throws TypeError for another column, and for what no value can be */
export function equals<Input extends string>(
  column: IntegerColumn<Input> | Column<'events', 'id', Input>,
  number: number | bigint,
): Filter<Input>;
export function equals<Input extends string>(
  column: Column<'events', 'textId', Input>,
  text: string,
): Filter<Input>;
export function equals(column: IntegerColumn | IdColumn, wanted: Wanted): Filter {
  return isOfIds(column) ? idFilter('equals', column, wanted) : comparison('equals', column, wanted, 0);
}

const isOfIds = (column: IntegerColumn | IdColumn): column is IdColumn => isIdType(column.type);

/** Rows whose value is the number, or on the wanted side of it. */
function comparison<Input extends string>(
  name: string,
  column: IntegerColumn<Input>,
  number: Wanted,
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

function named(name: string, column: EventColumn, number: Wanted) {
  const wanted = constant(`${name}(${column.name}, …)`, number);
  return { id: `${name}(${column.name},${wanted.text})`, wanted };
}
