import type { ColumnType } from './column-types/column-type.ts';
import { dateType } from './column-types/date.ts';
import { idType } from './column-types/id.ts';
import { idListType } from './column-types/id-list.ts';
import { integerType } from './column-types/integer.ts';
import { textType } from './column-types/text.ts';

/** All column types, by the names that a column keeps: a column is plain data, which travels between threads and steps. */
export const COLUMN_TYPES = {
  id: idType,
  integer: integerType,
  date: dateType,
  text: textType,
  idList: idListType,
} as const satisfies Record<string, ColumnType>;
