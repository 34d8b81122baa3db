import type { ColumnType } from './column-types/column-type.ts';
import { dateType } from './column-types/date.ts';
import { decimalTypeOf } from './column-types/decimal.ts';
import { idType } from './column-types/id.ts';
import { idListType } from './column-types/id-list.ts';
import { integerType } from './column-types/integer.ts';
import { textTypeOf } from './column-types/text.ts';
import { textIdTypeOf } from './column-types/text-id.ts';
import { textIdListType } from './column-types/text-id-list.ts';
import { timestampType } from './column-types/timestamp.ts';
import type { ColumnValues, TypedColumn, TypeName } from './columns.ts';

/** By the name that a column keeps, what its type is: a column is plain data, which travels between threads and steps. */
const COLUMN_TYPES: { readonly [Type in TypeName]: (column: TypedColumn) => ColumnType<ColumnValues[Type]> } =
  {
    id: () => idType,
    textId: ({ nulls }) => textIdTypeOf(nulls),
    integer: () => integerType,
    decimal: ({ scale = 0 }) => decimalTypeOf(scale),
    date: () => dateType,
    timestamp: () => timestampType,
    text: ({ nulls }) => textTypeOf(nulls),
    idList: () => idListType,
    textIdList: () => textIdListType,
  };

/** The names of all column types. */
export const TYPE_NAMES = Object.keys(COLUMN_TYPES) as readonly TypeName[];

/** The type of a column, by what it is declared with. */
export function typeOf<Type extends TypeName>(column: TypedColumn<Type>): ColumnType<ColumnValues[Type]> {
  return COLUMN_TYPES[column.type](column);
}
