import type { AggregateValue, Lookup, Slot } from '../../model/features/feature.ts';
import { isSameLookup, lookedUpColumns, lookupsOf } from '../../model/lookups.ts';
import { eventsPlanOf, type Model, slotIndex, valueIndex } from '../../model/model.ts';
import { stagedRowsQuery } from './stage.ts';
import { entityColumns, quoted, sqlTypeOf } from './table-columns.ts';

/** The first parameters of the statement: the run and the day. */
const FIRST_ARRAY = 3;

/** How a statement gets the value of a parameter, by its number, as a type. */
export type ParameterAs = (parameter: number, type: string) => string;

const asParameter: ParameterAs = (parameter, type) => `$${parameter}::${type}`;

/**
 * The rows as they are to be, as a query: those in the stage with what is derived for them.
 *
 * Parameters: $1 run id, $2 as-of date, and from $3 on, for each input of events, its totals as arrays of the same length:
 * keys of the entity, numbers of events, a value per slot, and what follows from the aggregates;
 * then, for each column that is looked up, the keys of its reference and the values. Being arrays they are stored nowhere, and
 * the planner knows how many there are.
 *
 * @param argument how it gets them
 */
export function sourceRows(model: Model, argument = asParameter): string {
  const own = entityColumns(model).map(({ name }) => `e.${quoted(name)}`);
  const names = {
    rows: (events: string) => `${totalsAlias(model, events)}.events`,
    slot: (slot: Slot) => `${totalsAlias(model, slot.column.input)}.${slotColumn(model, slot)}`,
    value: (value: AggregateValue) =>
      `${totalsAlias(model, value.aggregate.events)}.${valueColumn(model, value)}`,
    lookup: (lookup: Lookup) => `${lookupAlias(model, lookup)}.value`,
    column: ({ name }: { readonly name: string }) => `e.${quoted(name)}`,
    asOf: argument(2, 'date'),
  };
  const derived = model.features.map(
    ([name, feature]) => `(${feature.sql(names)})::${feature.sqlType} AS ${quoted(name)}`,
  );
  const key = quoted(model.entity.key.name);
  let parameter = FIRST_ARRAY;
  const joins = model.events.map((plan) => {
    const columns = [
      'owner',
      'events',
      ...plan.slots.map((_, index) => `slot_${index + 1}`),
      ...plan.values.map((_, index) => `value_${index + 1}`),
    ];
    const types = [
      sqlTypeOf(plan.input.of),
      'bigint',
      ...plan.slots.map(() => 'bigint'),
      ...plan.values.map((value) => value.sqlType),
    ];
    const arrays = types.map((type, at) => `unnest(${argument(parameter++, `${type}[]`)}) AS ${columns[at]}`);
    const alias = totalsAlias(model, plan.input.name);
    return `LEFT JOIN (SELECT ${arrays.join(', ')}) AS ${alias} ON ${alias}.owner = e.${key}`;
  });
  const columns = lookedUpColumns(model).map((column) => ({
    column,
    keys: parameter++,
    values: parameter++,
  }));
  const lookups = lookupsOf(model).map((lookup) => {
    const { name, input } = lookup.column;
    const { keys = 0, values = 0 } =
      columns.find(({ column }) => column.name === name && column.input === input) ?? {};
    const arrays = `${argument(keys, `${lookup.key.sqlType}[]`)}, ${argument(values, `${sqlTypeOf(lookup.column)}[]`)}`;
    const alias = lookupAlias(model, lookup);
    return `LEFT JOIN unnest(${arrays}) AS ${alias} (key, value) ON ${alias}.key = ${names.value(lookup.key)}`;
  });
  return `
    SELECT ${[...own, ...derived, `${names.asOf} AS as_of`].join(', ')}
    FROM (${stagedRowsQuery(model, argument(1, 'text'))}) AS e ${[...joins, ...lookups].join(' ')}`;
}

/** What the totals of an input of events are called. */
const totalsAlias = (model: Model, events: string): string =>
  `totals_${model.events.indexOf(eventsPlanOf(model, events)) + 1}`;

const lookupAlias = (model: Model, lookup: Lookup): string =>
  `lookup_${lookupsOf(model).findIndex((other) => isSameLookup(lookup, other)) + 1}`;

function slotColumn(model: Model, slot: Slot): string {
  return `slot_${slotIndex(eventsPlanOf(model, slot.column.input).slots, slot) + 1}`;
}

function valueColumn(model: Model, value: AggregateValue): string {
  return `value_${valueIndex(eventsPlanOf(model, value.aggregate.events).values, value) + 1}`;
}
