import { refuseBadNulls } from './declaration/bad-nulls.ts';
import { refuseUnknownOptions } from './declaration/known-options.ts';
import type { InputKind } from './input-kinds.ts';

/** What the values of each column type are: lib/model/column-types.ts has the types. */
export interface ColumnValues {
  id: bigint;
  textId: string;
  integer: bigint;
  /** As a whole number of units of its last place: 1250 for 12.50. */
  decimal: bigint;
  date: string;
  timestamp: string;
  text: string;
  idList: readonly bigint[];
  textIdList: readonly string[];
}
export type TypeName = keyof ColumnValues;

/** As much of a column as it takes to know its type. */
export interface TypedColumn<Type extends TypeName = TypeName> {
  readonly type: Type;
  /** Of decimals: how many digits after the point there may be. */
  readonly scale?: number;
  /** Texts that stand for nothing; undefined where nothing is said of them. */
  readonly nulls?: readonly string[];
}

/** What may be said of a column of any type. */
export interface ColumnOptions {
  /** Other names that the column may have in a file's header; upper and lower case are the same. */
  readonly header?: string | readonly string[];
  /** The column may be missing in a file, and a field of it empty: then its value is NULL. */
  readonly optional?: boolean;
  /**
   * Texts that stand for nothing, such as `['NULL', '\\N']`: a field that is one of them counts as empty. They take the place of
   * those of the input; `[]` is for a column in which every text is a value.
   */
  readonly nulls?: readonly string[];
}

/**
 * What becomes of a row that names a row which is not there: it is rejected, or counts with a warning. Only the owner of an
 * event can be asked for: whatever else a row names, it is in the totals before anybody can know.
 */
export const OR_ELSE = ['reject', 'warn'] as const;
export type OrElse = (typeof OR_ELSE)[number];

/** Which input a column names rows of. */
export interface Reference<Target extends string = string> {
  readonly input: Target;
  readonly orElse: OrElse;
}

/** A column as it is declared, before its input and its name are known. `Target` is the input that it references. */
export interface ColumnDeclaration<Type extends TypeName = TypeName, Target extends string = string>
  extends TypedColumn<Type>,
    Required<Pick<ColumnOptions, 'optional'>> {
  /** Other names that the column may have in a file's header. */
  readonly header: readonly string[];
  readonly reference?: Reference<Target>;
}

/** The declaration of a column of ids, which may name rows of another input. */
export interface ReferringDeclaration<Type extends TypeName> extends ColumnDeclaration<Type, never> {
  references<const Target extends string>(
    input: Target,
    options: { readonly orElse: OrElse },
  ): ColumnDeclaration<Type, Target>;
}

/**
 * A column of an input: plain data. It is what features are declared with, so its type says what may be derived of it: the
 * kind and the name of its input, its type, and the input that it references (never, for none).
 */
export interface Column<
  Kind extends InputKind = InputKind,
  Type extends TypeName = TypeName,
  Input extends string = string,
  Target extends string = string,
> extends TypedColumn<Type> {
  readonly input: Input;
  readonly kind: Kind;
  readonly name: string;
  /** The names that it may have in a header, in lower case; its own first. */
  readonly header: readonly string[];
  readonly optional: boolean;
  readonly reference?: Reference<Target>;
}

/** The names that a column may have in a header, as they are compared: its own first. */
export function headerNames(name: string, { header }: ColumnDeclaration): string[] {
  return [...new Set([name, ...header.map((other) => other.trim().toLowerCase())])];
}

/** A declaration of a type, for the files in lib/model/column-types. @throws TypeError for an option that there is not */
export function declareColumn<Type extends TypeName>(
  type: Type,
  options: ColumnOptions = {},
): ColumnDeclaration<Type, never> {
  refuseUnknownOptions(`${type}()`, options, ['header', 'optional', 'nulls']);
  const { header = [], optional = false, nulls } = options;
  refuseBadNulls(`${type}()`, nulls);
  return { type, header: [header].flat(), optional, ...(nulls && { nulls }) };
}

/** The same of a type whose values are ids. @throws TypeError, of `references`, for what becomes of a row otherwise */
export function referring<Type extends TypeName>(
  declaration: ColumnDeclaration<Type, never>,
): ReferringDeclaration<Type> {
  return {
    ...declaration,
    references: (input, options) => {
      const orElse = OR_ELSE.find((known) => known === options?.orElse);
      if (orElse === undefined) {
        const seen = `references('${input}', …)`;
        throw new TypeError(
          `${seen} needs { orElse: 'reject' } or { orElse: 'warn' }: what to do with a row whose id is unknown`,
        );
      }
      refuseUnknownOptions(`references('${input}', …)`, options, ['orElse']);
      return { ...declaration, reference: { input, orElse } };
    },
  };
}
