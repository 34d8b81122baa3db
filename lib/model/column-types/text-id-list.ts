import { parseTextIdList } from '../../csv/values/id-list.ts';
import { MOST_ID_BYTES } from '../../csv/values/text-ids.ts';
import { type ColumnOptions, declareColumn, type ReferringDeclaration, referring } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';

const BAD_TEXT_ID_LIST = new ValueDefect(
  'bad_text_id_list',
  'warning',
  (column) => `${column} is not a list of ids separated by semicolons, each of 1 to ${MOST_ID_BYTES} bytes`,
);

/** Text ids with semicolons between them, such as `P-1;P-2`. A list that can't be read counts as one of no ids. */
export const textIdListType: ColumnType<readonly string[]> = {
  sqlType: null,
  inKernel: 'text',
  takesEmpty: true,
  defects: [BAD_TEXT_ID_LIST],
  parse(text) {
    const ids = parseTextIdList(text);
    return ids === 'bad_text_id_list' ? BAD_TEXT_ID_LIST : ids;
  },
  isPlain: () => false,
};

/** A column of lists of text ids, `P-1;P-2`, which with `.references('…')` are keys of rows in another input. */
export const textIdList = (options?: ColumnOptions): ReferringDeclaration<'textIdList'> =>
  referring(declareColumn('textIdList', options));
