import { parseIdList } from '../../csv/values/id-list.ts';
import { type ColumnOptions, declareColumn, type ReferringDeclaration, referring } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';

const BAD_ID_LIST = new ValueDefect(
  'bad_id_list',
  'warning',
  (column) => `${column} is not a list of whole numbers separated by semicolons`,
);

/** Ids with semicolons between them, such as `1;2;3`. A list that can't be read counts as one of no ids. */
export const idListType: ColumnType<readonly bigint[]> = {
  sqlType: null,
  inKernel: 'integer',
  takesEmpty: true,
  defects: [BAD_ID_LIST],
  parse(text) {
    const ids = parseIdList(text);
    return ids === 'bad_id_list' ? BAD_ID_LIST : ids;
  },
  isPlain: () => false,
};

/** A column of lists of ids, `1;2;3`, which with `.references('…')` are keys of rows in another input. */
export const idList = (options?: ColumnOptions): ReferringDeclaration<'idList'> =>
  referring(declareColumn('idList', options));
