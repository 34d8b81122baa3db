import { unitOf } from '../../csv/values/decimals.ts';
import type { Column } from '../columns.ts';
import type { Id, IdKind, IdType } from '../id-types.ts';
import type { SqlType } from '../sql-types.ts';
import type { Accumulator, AccumulatorState } from './accumulator.ts';

/** What is accumulated of a column, row by row, and put together from parts in any order. */
export const SLOT_KINDS = ['sum', 'min', 'max', 'count'] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

/** The types of columns that can be added up: whole numbers, and decimals, which are whole numbers of a smaller unit. */
export const NUMBER_TYPES = ['integer', 'decimal'] as const;

/** A column of events that can be added up. */
export type NumericColumn<Input extends string = string> = Column<
  'events',
  (typeof NUMBER_TYPES)[number],
  Input
>;

/** A column of events that has one id in a row, or a list of them. */
export type IdColumn<Input extends string = string, Target extends string = string> = {
  [Type in IdType]: Column<'events', Type, Input, Target>;
}[IdType];

/** A column of events that an accumulator can read. */
export type EventColumn<Input extends string = string> = NumericColumn<Input> | IdColumn<Input>;

/**
 * One value that is kept for each row of the entity: an operation over a column of events. NULL is passed over; `count` says
 * how many there are that are not. Of no value at all a sum and a maximum are 0, a minimum is 2^63-1: what changes nothing
 * when parts are put together.
 */
export interface Slot {
  readonly kind: SlotKind;
  readonly column: NumericColumn;
}

/** What is accumulated in TypeScript, a window of rows at a time: whatever no slot can hold. */
export interface Aggregate {
  /** Of the same id, and the same events, there is one, however many values follow from it: `counts:experiment_compound_ids`. */
  readonly id: string;
  /** The name of the events that are accumulated. */
  readonly events: string;
  readonly reads: readonly EventColumn[];
  create(): Accumulator;
}

/** A value for each row of the entity that follows from an aggregate; several may follow from the same one. */
export interface AggregateValue {
  /** Of the same id, and the same events, there is one, however many features need it: `distinct(experiment_compound_ids)`. */
  readonly id: string;
  readonly aggregate: Aggregate;
  /** What it is to SQL. */
  readonly sqlType: SqlType;
  /** Of a total of decimals, which is a whole number of units of their last place: how many decimals they have. */
  readonly scale?: number;
  /**
   * Says what the value of each owner is: finalise.
   *
   * @param state in which a lower id has a lower number, as those of a partial have
   * @throws Error for the state of another aggregate
   */
  finish(state: AccumulatorState, context: FinishContext): ValueOf;
}

/**
 * The value of the owner that has a number; null for none. A value of type bigint may be greater than any bigint column can
 * hold: sums are exact. One of type jsonb is its text.
 */
export type ValueOf = (owner: number) => bigint | number | string | null;

/** What has to be known to say what an owner's value is. */
export interface FinishContext {
  /** The id that has a number. */
  idOf(column: string, number: number): Id;
}

/** A column of a reference whose value stands for a key: `lookup(mostUsed(…), compounds.compound_name)`. */
export interface Lookup {
  /** A value that is an id. */
  readonly key: AggregateValue;
  readonly column: Column<'reference'>;
}

/** What a feature may say in SQL: how what it needs is called there. */
export interface SqlNames {
  /** How many events of the input of that name the row has; NULL without any. */
  rows(events: string): string;
  /** The value of a slot; NULL for a row without events. */
  slot(slot: Slot): string;
  /** The value that follows from an aggregate; NULL where there is none, and for a row without events. */
  value(value: AggregateValue): string;
  /** What is looked up; NULL where there is no such row. */
  lookup(lookup: Lookup): string;
  /** The value of a column of the entity. */
  column(column: Column<'entity'>): string;
  /** The day that the run derives for. */
  readonly asOf: string;
}

/**
 * The day from which a feature counts to the as-of date, where its value is the number of days between them, and 0 for a day after
 * it. Its values are new with every as-of date, but rows can be sorted by the day, in the opposite direction.
 */
export interface CountedFrom {
  readonly column: Column<'entity'>;
  /** The day as an SQL expression that depends on nothing else. @param column as SQL wants it */
  day(column: string): string;
}

/** A column of the result that is derived: what it needs, and how it follows from that. */
export interface Feature {
  readonly sqlType: SqlType;
  /** Of lists, what the ids in them are; integers, where it is not said. */
  readonly listOf?: IdKind;
  /** Columns that it reads besides those of its slots, values and lookups; of events that it counts their key. */
  readonly reads: readonly Column[];
  /** What has to be accumulated for it. What two features need is kept once. */
  readonly slots: readonly Slot[];
  readonly values: readonly AggregateValue[];
  readonly lookups: readonly Lookup[];
  /** By what rows can be sorted instead of by its values, where these change with every as-of date. */
  readonly countedFrom?: CountedFrom;
  /** Its value, as an SQL expression. */
  sql(names: SqlNames): string;
}

/** What a feature needs that needs nothing. */
export const NOTHING_NEEDED = { reads: [], slots: [], values: [], lookups: [] } as const;

/** A feature whose value is one id of a column: `lookup` may say what a reference has of it. */
export interface IdFeature<Input extends string = string, Target extends string = string> extends Feature {
  readonly value: AggregateValue;
  readonly column: IdColumn<Input, Target>;
}

/** What a total of a column is to SQL. */
export const sqlTypeOfTotal = ({ type }: NumericColumn): SqlType =>
  type === 'decimal' ? 'numeric' : 'bigint';

/**
 * A total of a column as an expression: what is kept of decimals is a whole number of units of their last place.
 *
 * @param total what was kept of the column, as an expression
 */
export function inUnits({ type, scale = 0 }: NumericColumn, total: string): string {
  return type === 'decimal' ? `(${total}) * ${unitOf(scale)}` : total;
}

/** How many values of a column there are, as a slot: needed only where some may be NULL. */
export const countOf = (column: NumericColumn): readonly Slot[] =>
  column.optional ? [{ kind: 'count', column }] : [];

/** `expression`, or NULL where a column that may be NULL has no value at all. */
export function unlessEmpty(column: NumericColumn, names: SqlNames, expression: string): string {
  const [count] = countOf(column);
  return count ? `CASE WHEN ${names.slot(count)} > 0 THEN ${expression} END` : expression;
}

/** A feature that is what follows from an aggregate. */
export function valueFeature(value: AggregateValue): Feature {
  return { ...NOTHING_NEEDED, sqlType: value.sqlType, values: [value], sql: (names) => names.value(value) };
}
