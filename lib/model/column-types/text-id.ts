import { isPlainTextId } from '../../csv/values/plain-values.ts';
import { MOST_ID_BYTES, parseTextId } from '../../csv/values/text-ids.ts';
import { type ColumnOptions, declareColumn, type ReferringDeclaration, referring } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';

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

/**
 * A column of ids that are texts of at most 255 bytes: UUIDs, codes such as `U001`, e-mail addresses. A key, or with
 * `.references('…')` the key of a row in another input. They are compared byte by byte, so `U001` and `u001` are two.
 *
 * @example
 * customers: entity({ files: 'customers.csv', key: 'customer_id', columns: { customer_id: textId(), name: text() } })
 */
export const textId = (options?: ColumnOptions): ReferringDeclaration<'textId'> =>
  referring(declareColumn('textId', options));
