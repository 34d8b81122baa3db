import { isNullLike, isPlainNullLike } from '../../csv/values/null-like.ts';
import { isPlainTextId } from '../../csv/values/plain-values.ts';
import { MOST_ID_BYTES, parseTextId } from '../../csv/values/text-ids.ts';
import { type ColumnOptions, declareColumn, type ReferringDeclaration, referring } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';
import { NULL_TEXT } from './text.ts';

export { MOST_ID_BYTES } from '../../csv/values/text-ids.ts';

/** Why a text is no text id. */
const TEXT_ID_DEFECTS = {
  empty_id: new ValueDefect('empty_id', 'reject', (column) => `${column} is empty`),
  long_id: new ValueDefect(
    'long_id',
    'reject',
    (column) => `${column} is longer than ${MOST_ID_BYTES} bytes`,
  ),
} as const;

/** A text that tells one row from another, such as a UUID, an e-mail address or a code: other letters, other row. */
export const textIdType: ColumnType<string> = {
  sqlType: 'text',
  inKernel: 'text',
  takesEmpty: false,
  defects: Object.values(TEXT_ID_DEFECTS),
  parse(text) {
    const defect = parseTextId(text);
    return defect === undefined ? text : TEXT_ID_DEFECTS[defect];
  },
  isPlain: isPlainTextId,
};

/** The same where nobody said which texts stand for nothing: whatever names nothing would count for a row that is called NULL. */
const doubtfulTextIdType: ColumnType<string> = {
  ...textIdType,
  isPlain: (bytes, from, to) => isPlainTextId(bytes, from, to) && !isPlainNullLike(bytes, from, to),
  doubts: [NULL_TEXT],
  doubtOf: (text) => (isNullLike(text) ? NULL_TEXT : undefined),
};

/** The type of a column of text ids, by the texts that are declared to stand for nothing, if any are. */
export const textIdTypeOf = (nulls: readonly string[] | undefined): ColumnType<string> =>
  nulls === undefined ? doubtfulTextIdType : textIdType;

/**
 * A column of ids that are texts of at most 255 bytes: UUIDs, codes such as `U001`, e-mail addresses. A key, or with
 * `.references('…')` the key of a row in another input. They are compared byte by byte, so `U001` and `u001` are two.
 *
 * @example
 * customers: entity({ files: 'customers.csv', key: 'customer_id', columns: { customer_id: textId(), name: text() } })
 */
export const textId = (options?: ColumnOptions): ReferringDeclaration<'textId'> =>
  referring(declareColumn('textId', options));
