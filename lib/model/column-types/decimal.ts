import { type DecimalDefect, decimalText, MOST_DECIMALS, parseDecimal } from '../../csv/values/decimals.ts';
import { MAX_INTEGER } from '../../csv/values/integers.ts';
import { isPlainDecimal } from '../../csv/values/plain-values.ts';
import { type ColumnDeclaration, type ColumnOptions, declareColumn } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';
import { INTEGER_DEFECTS } from './integer.ts';

const NOT_A_DECIMAL = new ValueDefect(
  'not_a_decimal',
  'reject',
  (column) =>
    `${column} is empty or not a decimal of digits and a point, like 12.50 (a thousands separator, as in 1,234.50, and ` +
    'a decimal comma, as in 12,50, are not accepted)',
);

function decimalType(scale: number): ColumnType<bigint> {
  const most = scale === 1 ? '1 digit' : `${scale} digits`;
  const defects: Readonly<Record<DecimalDefect, ValueDefect>> = {
    not_a_decimal: NOT_A_DECIMAL,
    negative: INTEGER_DEFECTS.negative,
    too_many_decimals: new ValueDefect(
      'too_many_decimals',
      'reject',
      (column) => `${column} is a number with more than ${most} after the point (decimal(${scale}))`,
    ),
    overflow: new ValueDefect(
      'overflow',
      'reject',
      (column) => `${column} is greater than ${decimalText(MAX_INTEGER, scale)}`,
    ),
  };
  return {
    sqlType: 'numeric',
    inKernel: 'integer',
    takesEmpty: false,
    defects: Object.values(defects),
    parse(text) {
      const value = parseDecimal(text, scale);
      return typeof value === 'string' ? defects[value] : value;
    },
    isPlain: (bytes, from, to) => isPlainDecimal(bytes, from, to, scale),
    sqlText: (value) => decimalText(value, scale),
  };
}

/** One of each scale, made when it is first asked for. */
const TYPES = new Map<number, ColumnType<bigint>>();

/**
 * A decimal of 0 to (2^63-1) / 10^scale: a whole number of units of its last place, so that all that is made of it is exact.
 *
 * @param scale how many digits after the point there may be
 */
export function decimalTypeOf(scale: number): ColumnType<bigint> {
  const type = TYPES.get(scale) ?? decimalType(scale);
  TYPES.set(scale, type);
  return type;
}

/**
 * A column of decimals with a point, such as amounts of money: what `sum`, `min`, `max` and `mean` add up, exactly. There are
 * no negative ones, as there are no negative integers: what is added up has no sign.
 *
 * @param scale how many digits after the point there may be, 0 to 15; a value with more of them rejects its row
 * @throws TypeError for a scale that is no whole number of 0 to 15
 * @example
 * orders: events({ …, columns: { amount: decimal(2), weight: decimal(3, { optional: true }) } })
 */
export function decimal(scale: number, options?: ColumnOptions): ColumnDeclaration<'decimal', never> {
  if (!Number.isInteger(scale) || scale < 0 || scale > MOST_DECIMALS) {
    throw new TypeError(
      `decimal(${typeof scale === 'number' ? scale : (JSON.stringify(scale) ?? '')}): the scale (the most digits after the point) must be a whole number from 0 to ${MOST_DECIMALS}, as in decimal(2)`,
    );
  }
  return { ...declareColumn('decimal', options), scale };
}
