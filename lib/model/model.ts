import type { Reference } from './columns.ts';
import type { Aggregate, AggregateValue, Feature, IdColumn, Slot } from './features/feature.ts';
import type { EventsInput, Input } from './inputs.ts';

/** What is read and what is derived, with all that follows from the two. Handed in like any dependency. */
export interface Model {
  /** All inputs, in the order in which they are declared. */
  readonly inputs: readonly Input[];
  readonly entity: Input<'entity'>;
  readonly events: readonly EventsPlan[];
  readonly references: readonly Input<'reference'>[];
  /** Name of each derived column and its feature, in the order of the table. */
  readonly features: readonly (readonly [name: string, feature: Feature])[];
  /** The name of the table of the result, which has a row for each row of the entity. */
  readonly table: string;
  /** Where it is declared, relative to the project: what it is told from other models by. */
  readonly folder: string;
}

/** The folder of the model that is built when none is chosen. */
export const DEFAULT_FOLDER = 'lib';

/**
 * What is added up of an input of events. Plain data but for aggregates and values, which the second thread takes out of the
 * model that it imports itself.
 */
export interface EventsPlan {
  readonly input: EventsInput;
  /** What is kept of each row of the entity besides the number of its events, once however many features need it. */
  readonly slots: readonly Slot[];
  /** What is accumulated besides, once however many features need it. */
  readonly aggregates: readonly Aggregate[];
  /** What follows from the aggregates, once however many features need it. */
  readonly values: readonly AggregateValue[];
  /** The columns that name rows of references. */
  readonly references: readonly ReferringColumn[];
  /** Tells whether a partial was made for this plan, when code changed between two steps of a run. */
  readonly layout: string;
}

/** A column of events that names rows of a reference. */
export type ReferringColumn = IdColumn & {
  readonly reference: Reference;
};

/** Whether a value is what defineFeatures() returns, as far as can be seen. */
export function isModel(value: unknown): value is Model {
  return typeof value === 'object' && value !== null && 'entity' in value && 'features' in value;
}

/** The input of that name. @throws Error when there is none: the database has one that the model has not */
export function inputNamed(model: Model, name: string): Input {
  const input = model.inputs.find((candidate) => candidate.name === name);
  if (!input) {
    throw new Error(`the model has no input ${name}: the code changed during the run, start a new run`);
  }
  return input;
}

/** What is added up of the input of events of that name. @throws Error when there is none, as inputNamed does */
export function eventsPlanOf(model: Model, name: string): EventsPlan {
  const plan = model.events.find(({ input }) => input.name === name);
  if (!plan) {
    throw new Error(`the model has no events ${name}: the code changed during the run, start a new run`);
  }
  return plan;
}

/** Position of a slot among slots, or -1. */
export function slotIndex(slots: readonly Slot[], { kind, column }: Slot): number {
  return slots.findIndex((slot) => slot.kind === kind && slot.column.name === column.name);
}

/** Position of the aggregate that a value follows from, among the aggregates of its plan: they are told by their ids. */
export function aggregateIndex(
  { aggregates }: Pick<EventsPlan, 'aggregates'>,
  value: AggregateValue,
): number {
  return aggregates.findIndex(({ id }) => id === value.aggregate.id);
}

/** Position of a value among values, or -1. */
export function valueIndex(values: readonly AggregateValue[], { id }: AggregateValue): number {
  return values.findIndex((value) => value.id === id);
}
