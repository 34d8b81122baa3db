import type { Encoding } from '../encodings.ts';
import type { Column, ColumnDeclaration } from './columns.ts';
import { refuseBadNulls } from './declaration/bad-nulls.ts';
import { refuseUnknownEncoding } from './declaration/known-encodings.ts';
import { refuseOtherValues, refuseUnknownOptions, requireOptions } from './declaration/known-options.ts';
import type { OneIdType } from './id-types.ts';
import type { InputKind } from './input-kinds.ts';

type Columns = Readonly<Record<string, ColumnDeclaration>>;

/** What may be said of the header of all files of an input. */
export const NO_HEADER = 'none';
export type NoHeader = typeof NO_HEADER;

/** An input as it is declared, before its name is known. */
export interface InputDeclaration<Kind extends InputKind = InputKind, Declared extends Columns = Columns> {
  readonly kind: Kind;
  /**
   * The files that it is read from, in the folder of the data: a name, a glob such as `orders-*.csv`, or a list of them. They
   * are read in the order of their names.
   */
  readonly files: string | readonly string[];
  /** The column that tells one row from another; of rows with the same value the first counts. */
  readonly key: string;
  /** Of events: the column that says which row of the entity an event belongs to. */
  readonly of?: string;
  readonly columns: Declared;
  /** What one row is called in messages and reasons; without it, the name of the input as its singular: `order` of `orders`. */
  readonly one?: string;
  /**
   * Texts that stand for nothing in all columns, such as `['NULL', '\\N']`, but for columns that have `nulls` of their own: a field
   * that is one of them counts as empty.
   */
  readonly nulls?: readonly string[];
  /**
   * That the files have no header: their columns stand in the order in which they are declared, and every file has all of them,
   * those too that are optional.
   */
  readonly header?: NoHeader;
  /**
   * What its files are encoded as, where they don't say so themselves: `'windows-1252'`. Without it they are UTF-8, or UTF-16 with a
   * byte order mark; a file with such a mark is read as what that says all the same.
   */
  readonly encoding?: Encoding;
}

/** What one row of an input is called. */
export const nameOfOne = (name: string, { one = singular(name) }: InputDeclaration): string => one;

/** A plural as the name of one: `classes` is class, `companies` is company, `orders` is order. */
function singular(name: string): string {
  return name
    .replace(/(..)ies$/, '$1y')
    .replace(/(ss|sh|ch|x)es$/, '$1')
    .replace(/([^s])s$/, '$1');
}

type Options<Declared extends Columns> = Omit<
  InputDeclaration<InputKind, Declared>,
  'kind' | 'key' | 'of'
> & {
  readonly key: keyof Declared & string;
};

const OPTIONS = ['files', 'key', 'columns', 'one', 'nulls', 'header', 'encoding'];
const NEEDED = ['files', 'key', 'columns'];

function checkOptions(
  kind: InputKind,
  options: Pick<InputDeclaration, 'nulls' | 'header' | 'encoding'>,
  known: readonly string[],
): void {
  refuseUnknownOptions(`${kind}(…)`, options, known);
  requireOptions(`${kind}(…)`, options, NEEDED);
  refuseBadNulls(`${kind}(…)`, options.nulls);
  refuseUnknownEncoding(`${kind}(…)`, options.encoding);
  refuseOtherValues(`${kind}(…)`, 'header', options.header, [NO_HEADER]);
}

/** The rows that the result has: one for each row of this input. There is one entity. @throws TypeError for an option that there is not */
export function entity<const Declared extends Columns>(
  options: Options<Declared>,
): InputDeclaration<'entity', Declared> {
  checkOptions('entity', options, OPTIONS);
  return { ...options, kind: 'entity' };
}

/** Rows that belong to a row of the entity, and are added up for it: any number of each. */
export function events<const Declared extends Columns>(
  options: Options<Declared> & { readonly of: keyof Declared & string },
): InputDeclaration<'events', Declared> {
  checkOptions('events', options, [...OPTIONS, 'of']);
  return { ...options, kind: 'events' };
}

/** Rows that events may name. */
export function reference<const Declared extends Columns>(
  options: Options<Declared>,
): InputDeclaration<'reference', Declared> {
  checkOptions('reference', options, OPTIONS);
  return { ...options, kind: 'reference' };
}

/** A logical table that is read: what it is called, which files it is, and its columns. */
export interface Input<Kind extends InputKind = InputKind, Name extends string = string> {
  readonly name: Name;
  readonly kind: Kind;
  /** What one row is called in messages and reasons. */
  readonly one: string;
  /** The names and globs of the files that it is read from, in the folder of the data. */
  readonly files: readonly string[];
  /** What its files are encoded as where they don't say so themselves, if it is not UTF-8. */
  readonly encoding?: Encoding;
  readonly key: Column<Kind, OneIdType>;
  /** All columns, in the order in which they are declared. */
  readonly columns: readonly Column<Kind>[];
  /** That its files have no header; without it, each of them has one. */
  readonly header?: NoHeader;
}

/** An input of events. */
export interface EventsInput<Name extends string = string> extends Input<'events', Name> {
  /** Which row of the entity an event belongs to. */
  readonly of: Column<'events', OneIdType>;
}

/** The files of an input as a message names them. */
export const filesOf = ({ files }: Pick<Input, 'files'>): string => files.join(', ');
