/*
 * A random model and its sources as plain data: what the generator makes, what production is told by declared-model.ts, and
 * what the oracle reads. Nothing of lib/ is in it.
 */

import type { Delimiter } from '../fuzz/oracle/text.ts';

export type ColumnType =
  | 'id'
  | 'textId'
  | 'integer'
  | 'decimal'
  | 'date'
  | 'timestamp'
  | 'text'
  | 'idList'
  | 'textIdList';

/** The types of one id, and of lists of them, of each kind. */
export const TYPES_OF_IDS = {
  integers: { one: 'id', list: 'idList' },
  texts: { one: 'textId', list: 'textIdList' },
} as const;
export type IdKind = keyof typeof TYPES_OF_IDS;

/** Whether a column has a list of ids. */
export const isList = ({ type }: Pick<ColumnSpec, 'type'>): boolean =>
  type === 'idList' || type === 'textIdList';

export interface ColumnSpec {
  readonly name: string;
  readonly type: ColumnType;
  readonly optional: boolean;
  /** Of decimals: digits after the point. */
  readonly scale?: number;
  /** Texts that stand for nothing; undefined where nothing is said of them. */
  readonly nulls?: readonly string[];
  /** Other names in headers. */
  readonly header: readonly string[];
  /** The input whose rows it names. */
  readonly references?: string;
}

export interface InputSpec {
  readonly name: string;
  readonly kind: 'entity' | 'events' | 'reference';
  /** What one row is called; without it, the name without its last s. */
  readonly one?: string;
  readonly key: string;
  /** Of events: the column that says which row of the entity an event belongs to. */
  readonly of?: string;
  /** Its sources have no header: their columns are those declared, in that order. */
  readonly header?: 'none';
  readonly encoding?: 'windows-1252';
  readonly columns: readonly ColumnSpec[];
}

export type FilterSpec =
  | {
      readonly op: 'atLeast' | 'atMost' | 'equals' | 'includes';
      readonly column: string;
      /** Of ids that are texts a text; of decimals in units of their last place. */
      readonly number: bigint | string;
    }
  | { readonly op: 'and' | 'or'; readonly filters: readonly [FilterSpec, FilterSpec] }
  | { readonly op: 'not'; readonly filter: FilterSpec };

export interface FeatureSpec {
  readonly name: string;
  readonly kind:
    | 'daysSince'
    | 'count'
    | 'sum'
    | 'min'
    | 'max'
    | 'mean'
    | 'distinct'
    | 'mostUsed'
    | 'allMostUsed'
    | 'lookup';
  /** What it is of: the entity for daysSince, else events. */
  readonly input: string;
  /** Of a count there is none. */
  readonly column?: string;
  readonly where?: FilterSpec;
  /** Of a lookup: the column of the reference that the most used id stands for. */
  readonly looksUp?: { readonly input: string; readonly column: string };
}

export interface ModelSpec {
  /** In the order in which they are declared; one of them is the entity. */
  readonly inputs: readonly InputSpec[];
  readonly features: readonly FeatureSpec[];
}

/** A record of a source as whoever wrote it meant it. */
export interface SourceRecord {
  /** Physical line on which it begins, from 1. */
  readonly line: number;
  /** Byte on which it begins, in UTF-8. */
  readonly at: number;
  /** As it stands in the source, without its line end. */
  readonly raw: string;
  /** Without quotes and padding, in the order of the columns; or what was done to it so that they can't be told. */
  readonly fields: readonly string[] | 'wrong_column_count' | 'stray_quote';
}

/** A file of the folder. */
export interface SourceSpec {
  readonly name: string;
  readonly content: Buffer;
  /** What its bytes say. */
  readonly text: string;
  readonly delimiter: Delimiter;
  /** The names in its header, without what does not belong to them; none without a header. */
  readonly names: readonly string[];
  /** The columns that it has, by place; undefined for one that no input declares. */
  readonly columns: readonly (string | undefined)[];
  readonly records: readonly SourceRecord[];
}

/** A model with the sources of each of its inputs. */
export interface CaseSpec {
  readonly model: ModelSpec;
  /** How each input declares its sources: names and globs. */
  readonly files: ReadonlyMap<string, readonly string[]>;
  readonly sources: ReadonlyMap<string, readonly SourceSpec[]>;
}

/** A decimal as it is written, with exactly so many digits after the point. */
export function decimalOf(units: bigint, scale: number): string {
  const digits = String(units).padStart(scale + 1, '0');
  return scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/** The input of that name. @throws Error when there is none */
export function inputOf({ inputs }: ModelSpec, name: string): InputSpec {
  const found = inputs.find((input) => input.name === name);
  if (!found) {
    throw new Error(`the model has no input ${name}`);
  }
  return found;
}

/** The column of that name. @throws Error when there is none */
export function columnOf({ name: input, columns }: InputSpec, name: string): ColumnSpec {
  const found = columns.find((column) => column.name === name);
  if (!found) {
    throw new Error(`${input} has no column ${name}`);
  }
  return found;
}

/** The input whose rows are those of the result. @throws Error when there is none */
export function entityOf({ inputs }: ModelSpec): InputSpec {
  const found = inputs.find(({ kind }) => kind === 'entity');
  if (!found) {
    throw new Error('the model has no entity');
  }
  return found;
}

/** What one row of an input is called. */
export const oneOf = ({ name, one }: InputSpec): string => one ?? singular(name);

function singular(name: string): string {
  if (name.endsWith('ies') && name.length >= 5) {
    return `${name.slice(0, -3)}y`;
  }
  if (['sses', 'shes', 'ches', 'xes'].some((end) => name.endsWith(end))) {
    return name.slice(0, -2);
  }
  return name.endsWith('s') && name.length > 1 && !name.endsWith('ss') ? name.slice(0, -1) : name;
}
