import type { SqlType } from '../column-types/column-type.ts';
import type { Column } from '../columns.ts';

/** What is accumulated of a column, row by row, and put together from parts in any order. */
export const SLOT_KINDS = ['sum', 'min', 'max', 'count'] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

/** A column of events that can be added up. */
export type IntegerColumn = Column<'events', 'integer'>;

/**
 * One value that is kept for each row of the entity: an operation over a column of events. NULL is passed over; `count` says
 * how many there are that are not. Of no value at all a sum and a maximum are 0, a minimum is 2^63-1: what changes nothing
 * when parts are put together.
 */
export interface Slot {
  readonly kind: SlotKind;
  readonly column: IntegerColumn;
}

/** What a feature may say in SQL: how what it needs is called there. */
export interface SqlNames {
  /** How many events of the input of that name the row has; NULL without any. */
  rows(events: string): string;
  /** The value of a slot; NULL for a row without events. */
  slot(slot: Slot): string;
  /** The value of a column of the entity. */
  column(column: Column<'entity'>): string;
  /** The day that the run derives for. */
  readonly asOf: string;
}

/** A column of the result that is derived: what it needs, and how it follows from that. */
export interface Feature {
  readonly sqlType: SqlType;
  /** Columns of the entity that it reads. */
  readonly reads: readonly Column<'entity'>[];
  /** What has to be accumulated for it. What two features need is kept once. */
  readonly slots: readonly Slot[];
  /** Its value, as an SQL expression. */
  sql(names: SqlNames): string;
}

/** How many values of a column there are, as a slot: needed only where some may be NULL. */
export const countOf = (column: IntegerColumn): readonly Slot[] =>
  column.optional ? [{ kind: 'count', column }] : [];

/** `expression`, or NULL where a column that may be NULL has no value at all. */
export function unlessEmpty(column: IntegerColumn, names: SqlNames, expression: string): string {
  const [count] = countOf(column);
  return count ? `CASE WHEN ${names.slot(count)} > 0 THEN ${expression} END` : expression;
}
