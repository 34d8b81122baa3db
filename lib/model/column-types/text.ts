import { type ColumnDeclaration, type ColumnOptions, declareColumn } from '../columns.ts';
import type { ColumnType } from './column-type.ts';

/** Any text. An empty one is NULL. */
export const textType: ColumnType<string> = {
  sqlType: 'text',
  inKernel: 'nothing',
  takesEmpty: true,
  defects: [],
  parse: (text) => text,
  isPlain: () => true,
};

/** A column of texts. */
export const text = (options?: ColumnOptions): ColumnDeclaration<'text', never> =>
  declareColumn('text', options);
