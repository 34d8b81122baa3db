import { type ColumnOptions, declareColumn, type ReferringDeclaration, referring } from '../columns.ts';
import type { ColumnType } from './column-type.ts';
import { INTEGER_DEFECTS, wholeNumbers } from './integer.ts';

/** A whole number of 0 to 2^63-1 that tells one row from another. */
export const idType: ColumnType<bigint> = wholeNumbers(INTEGER_DEFECTS);

/** A column of ids, which are whole numbers: a key, or with `.references('…')` the key of a row in another input. */
export const id = (options?: ColumnOptions): ReferringDeclaration<'id'> =>
  referring(declareColumn('id', options));
