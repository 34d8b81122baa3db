import { isNullLike, isPlainNullLike } from '../../csv/values/null-like.ts';
import { type ColumnDeclaration, type ColumnOptions, declareColumn } from '../columns.ts';
import { type ColumnType, ValueDefect } from './column-type.ts';

/** The doubt about a text that is like one that stands for nothing. */
export const NULL_TEXT = new ValueDefect(
  'null_text',
  'warning',
  (column) =>
    `${column} is a text that often means "no value", and is kept as text (declare nulls: ['NULL'] to read it as empty, or nulls: [] if it is a value)`,
);

/** Any text. An empty one is NULL. */
const textType: ColumnType<string> = {
  sqlType: 'text',
  inKernel: 'nothing',
  takesEmpty: true,
  keepsEnds: true,
  defects: [],
  parse: (text) => text,
  isPlain: () => true,
};

/** The same where nobody said which texts stand for nothing. */
const doubtfulTextType: ColumnType<string> = {
  ...textType,
  isPlain: (bytes, from, to) => !isPlainNullLike(bytes, from, to),
  doubts: [NULL_TEXT],
  doubtOf: (text) => (isNullLike(text) ? NULL_TEXT : undefined),
};

/** The type of a column of texts, by the texts that are declared to stand for nothing, if any are. */
export const textTypeOf = (nulls: readonly string[] | undefined): ColumnType<string> =>
  nulls === undefined ? doubtfulTextType : textType;

/** A column of texts. */
export const text = (options?: ColumnOptions): ColumnDeclaration<'text', never> =>
  declareColumn('text', options);
