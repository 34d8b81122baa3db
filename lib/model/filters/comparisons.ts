import type { Column } from '../columns.ts';
import { type EventColumn, type IdColumn, NUMBER_TYPES, type NumericColumn } from '../features/feature.ts';
import { refuseUnfit } from '../features/fitting-column.ts';
import { isIdType } from '../id-types.ts';
import { type Constant, constant, decimalConstant, type Wanted } from './constant.ts';
import { FALSE, type Filter, TRUE, UNKNOWN } from './filter.ts';
import { idFilter } from './ids.ts';

/** Rows whose value of a column is that number or greater; of decimals also as a text, such as '12.50'. @throws TypeError for another column, and for a number that no value can be */
export function atLeast<Input extends string>(
  column: NumericColumn<Input>,
  number: number | bigint,
): Filter<Input>;
export function atLeast<Input extends string>(
  column: Column<'events', 'decimal', Input>,
  number: Wanted,
): Filter<Input>;
export function atLeast(column: NumericColumn, wanted: Wanted): Filter {
  return comparison('atLeast', column, wanted, 1);
}

/** Rows whose value of a column is that number or less; of decimals also as a text. @throws TypeError for another column, and for a number that no value can be */
export function atMost<Input extends string>(
  column: NumericColumn<Input>,
  number: number | bigint,
): Filter<Input>;
export function atMost<Input extends string>(
  column: Column<'events', 'decimal', Input>,
  number: Wanted,
): Filter<Input>;
export function atMost(column: NumericColumn, wanted: Wanted): Filter {
  return comparison('atMost', column, wanted, -1);
}

/** Rows whose value, or id, is that one: a text where ids are texts. @throws TypeError for another column, and for what no value can be */
export function equals<Input extends string>(
  column: NumericColumn<Input> | Column<'events', 'id', Input>,
  number: number | bigint,
): Filter<Input>;
export function equals<Input extends string>(
  column: Column<'events', 'decimal', Input>,
  number: Wanted,
): Filter<Input>;
export function equals<Input extends string>(
  column: Column<'events', 'textId', Input>,
  text: string,
): Filter<Input>;
export function equals(column: NumericColumn | IdColumn, wanted: Wanted): Filter {
  return isOfIds(column) ? idFilter('equals', column, wanted) : comparison('equals', column, wanted, 0);
}

const isOfIds = (column: NumericColumn | IdColumn): column is IdColumn => isIdType(column.type);

/** Rows whose value is the number, or on the wanted side of it. */
function comparison<Input extends string>(
  name: string,
  column: NumericColumn<Input>,
  number: Wanted,
  side: -1 | 0 | 1,
): Filter<Input> {
  refuseUnfit(name, column, 'events', NUMBER_TYPES);
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
  const what = `${name}(${column.name}, …)`;
  const wanted =
    column.type === 'decimal' ? decimalConstant(what, number, column.scale ?? 0) : constant(what, number);
  return { id: `${name}(${column.name},${wanted.text})`, wanted };
}
