import type { AggregateValue, Lookup, Slot } from '../../../model/features/feature.ts';
import { isSameLookup, lookedUpColumns, lookupsOf } from '../../../model/lookups.ts';
import { type EventsPlan, eventsPlanOf, type Model, slotIndex, valueIndex } from '../../../model/model.ts';
import type { SqlType } from '../../../model/sql-types.ts';
import { stagedRowsQuery } from '../stage/staged-rows.ts';
import { entityColumns, quoted, sqlTypeOf } from '../table-columns.ts';

/** The first parameters of the statement: the run and the day. */
const FIRST_ARRAY = 3;

/** How a statement gets the value of a parameter, by its number, as a type. */
export type ParameterAs = (parameter: number, type: string) => string;

const asParameter: ParameterAs = (parameter, type) => `$${parameter}::${type}`;

/**
 * The rows as they are to be, as a query: those in the stage with what is derived for them.
 *
 * Parameters: $1 run id, $2 as-of date, and from $3 on, for each input of events, its totals as arrays of the same length:
 * keys of the entity, and the columns of totalsColumns;
 * then, for each column that is looked up, the keys of its reference and the values. Being arrays they are stored nowhere, and
 * the planner knows how many there are.
 */
export function sourceRows(model: Model): string {
  let parameter = FIRST_ARRAY;
  const joins = model.events.map((plan) => {
    const own = totalsColumns(plan);
    const columns = [{ name: 'owner', type: sqlTypeOf(plan.input.of) }, ...own];
    const arrays = columns.map(
      ({ name, type }) => `unnest(${asParameter(parameter++, `${type}[]`)}) AS ${name}`,
    );
    const alias = totalsAlias(model, plan.input.name);
    const names = own.map(({ name }) => `${alias}.${name} AS ${besideName(alias, name)}`);
    return {
      join: `LEFT JOIN (SELECT ${arrays.join(', ')}) AS ${alias} ON ${alias}.owner = e.${quoted(model.entity.key.name)}`,
      names,
    };
  });
  const rows = `
    SELECT ${['e.*', ...joins.flatMap(({ names }) => names)].join(', ')}
    FROM (${stagedRowsQuery(model, asParameter(1, 'text'))}) AS e ${joins.map(({ join }) => join).join(' ')}`;
  return derivedRows(model, rows, asParameter, parameter);
}

/**
 * The same rows of some chunks of the stage, whose totals come in the order of their rows, so that none has to be looked for.
 *
 * Parameters: 1 run id, 2 as-of date, then for each column that is looked up, the keys of its reference and the values.
 *
 * @param argument how it gets them
 * @param digests those of the chunks, as an array
 * @param besideArray how it gets an array of besideColumns, by its position, of the chunk at CHUNK_PLACE
 */
export function chunkRows(
  model: Model,
  argument: ParameterAs,
  digests: string,
  besideArray: (position: number, type: string) => string,
): string {
  const beside = besideColumns(model).map(({ name, type }, position) => {
    return { name, array: besideArray(position, `${type}[]`) };
  });
  const rows = stagedRowsQuery(model, argument(1, 'text'), { digests, beside });
  return derivedRows(model, rows, argument, FIRST_ARRAY);
}

/** The columns that stand beside the rows of a chunk: for each input of events, in the order of the model, those of totalsColumns. */
export function besideColumns(model: Model): { readonly name: string; readonly type: SqlType }[] {
  return model.events.flatMap((plan) => {
    const alias = totalsAlias(model, plan.input.name);
    return totalsColumns(plan).map(({ name, type }) => ({ name: besideName(alias, name), type }));
  });
}

/** What is derived for rows that have their totals beside them, and their own columns. */
function derivedRows(model: Model, rows: string, argument: ParameterAs, firstLookup: number): string {
  const own = entityColumns(model).map(({ name }) => `e.${quoted(name)}`);
  const of = (events: string, name: string) => `e.${besideName(totalsAlias(model, events), name)}`;
  const names = {
    rows: (events: string) => of(events, 'events'),
    slot: (slot: Slot) => of(slot.column.input, slotColumn(model, slot)),
    value: (value: AggregateValue) => of(value.aggregate.events, valueColumn(model, value)),
    lookup: (lookup: Lookup) => `${lookupAlias(model, lookup)}.value`,
    column: ({ name }: { readonly name: string }) => `e.${quoted(name)}`,
    asOf: argument(2, 'date'),
  };
  const derived = model.features.map(
    ([name, feature]) => `(${feature.sql(names)})::${feature.sqlType} AS ${quoted(name)}`,
  );
  let parameter = firstLookup;
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
    FROM (${rows}) AS e ${lookups.join(' ')}`;
}

/** What the totals of an input of events have for each owner. */
const totalsColumns = ({
  slots,
  values,
}: EventsPlan): { readonly name: string; readonly type: SqlType }[] => [
  { name: 'events', type: 'bigint' },
  ...slots.map((_, index) => ({ name: `slot_${index + 1}`, type: 'bigint' }) as const),
  ...values.map(({ sqlType }, index) => ({ name: `value_${index + 1}`, type: sqlType })),
];

/** A column of totals among those of the entity, which begin otherwise. */
const besideName = (alias: string, name: string): string => `etl_${alias}_${name}`;

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
