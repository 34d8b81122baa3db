import { formsOf } from '../column-forms.ts';
import type { Aggregate, Feature } from '../features/feature.ts';
import { isIdType } from '../id-types.ts';
import type { EventsInput } from '../inputs.ts';
import { DEFAULT_FOLDER, type EventsPlan, type Model, type ReferringColumn, slotIndex } from '../model.ts';
import { DeclarationError } from './declaration-error.ts';
import { type Inputs, listOf } from './define-inputs.ts';
import { featureProblems, planProblems } from './feature-problems.ts';

/**
 * Declares what is derived of the inputs, one column of the table for each feature.
 *
 * @param options `table` is the name of the table of the result; without it, that of the entity with `_derivation` after it
 * @returns the model: the inputs with what is derived of them
 * @throws DeclarationError naming all that is wrong: features whose names can't be those of columns or that are of columns of
 * other inputs, more of them than there is room for, a table whose name can't be one
 * @example
 * export const features = defineFeatures(inputs, { longest_run: max(inputs.experiments.experiment_run_time) });
 */
export function defineFeatures(
  inputs: Inputs,
  declared: Readonly<Record<string, Feature>>,
  options: { readonly table?: string } = {},
): Model {
  const list = listOf(inputs);
  const entity = list.find((input) => input.kind === 'entity');
  if (!entity) {
    throw new TypeError('the inputs have no entity(): declare one');
  }
  const { table = `${entity.name}_derivation` } = options;
  const features = Object.entries(declared);
  refuse(featureProblems(list, features, table));
  const events = list.filter((input) => input.kind === 'events').map((input) => eventsPlan(input, features));
  refuse(planProblems(events));
  return {
    inputs: list,
    entity,
    events,
    references: list.filter((input) => input.kind === 'reference'),
    features,
    table,
    folder: DEFAULT_FOLDER,
  };
}

function refuse(problems: readonly string[]): void {
  if (problems.length > 0) {
    throw new DeclarationError('features', problems);
  }
}

function eventsPlan(
  input: EventsInput,
  features: readonly (readonly [name: string, feature: Feature])[],
): EventsPlan {
  const own = features
    .flatMap(([, feature]) => feature.slots)
    .filter(({ column }) => column.input === input.name);
  const values = onceById(
    features
      .flatMap(([, feature]) => feature.values)
      .filter(({ aggregate }) => aggregate.events === input.name),
  );
  const aggregates: readonly Aggregate[] = onceById(values.map(({ aggregate }) => aggregate));
  const distinct = own.filter((slot, index) => slotIndex(own, slot) === index);
  const references = input.columns.filter(isReferring).filter(({ name }) => name !== input.of.name);
  const layout = [
    ...[input.key, input.of].map(({ name, type }) => `${type}:${name}`),
    ...distinct.map(({ kind, column }) => `${kind}:${column.name}`),
    ...aggregates.map(({ id }) => id),
    ...references.map(({ name, type }) => `names:${type}:${name}`),
    ...formsOf(input, [
      input.key,
      input.of,
      ...distinct.map(({ column }) => column),
      ...aggregates.flatMap(({ reads }) => reads),
      ...references,
    ]),
  ];
  return {
    input,
    slots: distinct,
    aggregates,
    values,
    references,
    layout: `${input.name}(${layout.join(',')})`,
  };
}

function onceById<One extends { readonly id: string }>(list: readonly One[]): One[] {
  return list.filter(({ id }, index) => list.findIndex((candidate) => candidate.id === id) === index);
}

function isReferring(column: EventsInput['columns'][number]): column is ReferringColumn {
  return column.reference !== undefined && isIdType(column.type);
}
