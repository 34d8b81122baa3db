import type { ColumnType } from './column-types/column-type.ts';
import { dateType } from './column-types/date.ts';
import { idType } from './column-types/id.ts';
import { idListType } from './column-types/id-list.ts';
import { integerType } from './column-types/integer.ts';
import { textType } from './column-types/text.ts';
import { textIdType } from './column-types/text-id.ts';
import { textIdListType } from './column-types/text-id-list.ts';
import type { ColumnValues, TypeName } from './columns.ts';

/** All column types, by the names that a column keeps: a column is plain data, which travels between threads and steps. */
export const COLUMN_TYPES: { readonly [Type in TypeName]: ColumnType<ColumnValues[Type]> } = {
  id: idType,
  textId: textIdType,
  integer: integerType,
  date: dateType,
  text: textType,
  idList: idListType,
  textIdList: textIdListType,
};
