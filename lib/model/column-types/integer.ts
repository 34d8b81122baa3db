import { type IntegerDefect, parseInteger } from '../../csv/values/integers.ts';
import { isPlainInteger } from '../../csv/values/plain-values.ts';
import { type ColumnDeclaration, type ColumnOptions, declareColumn } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';

/** Why a text is no whole number, of an id above all. */
export const INTEGER_DEFECTS: Readonly<Record<IntegerDefect, ValueDefect>> = {
  not_an_integer: new ValueDefect(
    'not_an_integer',
    'reject',
    (column) => `${column} is empty or not a whole number (digits only, or like 10.0)`,
  ),
  negative: new ValueDefect('negative', 'reject', (column) => `${column} is negative`),
  overflow: new ValueDefect(
    'overflow',
    'reject',
    (column) => `${column} is greater than 9223372036854775807`,
  ),
};

/** Whole numbers of 0 to 2^63-1, by what is said of texts that are none. */
export function wholeNumbers(defects: typeof INTEGER_DEFECTS): ColumnType<bigint> {
  return {
    sqlType: 'bigint',
    inKernel: 'integer',
    takesEmpty: false,
    defects: Object.values(defects),
    parse(text) {
      const value = parseInteger(text);
      return typeof value === 'string' ? defects[value] : value;
    },
    isPlain: isPlainInteger,
  };
}

/** A whole number of 0 to 2^63-1. What is none is an amount of money more often than not. */
export const integerType = wholeNumbers({
  ...INTEGER_DEFECTS,
  not_an_integer: new ValueDefect(
    'not_an_integer',
    'reject',
    (column) =>
      `${column} is empty or not a whole number (digits only, or like 10.0; amounts like 12.50 are decimal(2))`,
  ),
});

/** A column of whole numbers, 0 to 2^63-1: what `sum`, `min`, `max` and `mean` add up. */
export const integer = (options?: ColumnOptions): ColumnDeclaration<'integer', never> =>
  declareColumn('integer', options);
