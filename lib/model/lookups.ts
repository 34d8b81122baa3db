import type { Column } from './columns.ts';
import type { Lookup } from './features/feature.ts';
import type { Input } from './inputs.ts';
import type { Model } from './model.ts';

/** The columns of a reference that features look up, in the order in which they are declared. */
export function lookupColumns({ features }: Pick<Model, 'features'>, input: Input): readonly Column[] {
  const names = features
    .flatMap(([, { lookups }]) => lookups)
    .filter(({ column }) => column.input === input.name)
    .map(({ column }) => column.name);
  return input.columns.filter(({ name }) => names.includes(name));
}

/** The columns of all references that features look up. */
export function lookedUpColumns(model: Model): readonly Column[] {
  return model.references.flatMap((input) => lookupColumns(model, input));
}

/** What features look up, each key and column once. */
export function lookupsOf({ features }: Pick<Model, 'features'>): readonly Lookup[] {
  const all = features.flatMap(([, { lookups }]) => lookups);
  return all.filter((lookup, index) => all.findIndex((other) => isSameLookup(lookup, other)) === index);
}

/** Whether two lookups are of the same column by the same key. */
export function isSameLookup(one: Lookup, other: Lookup): boolean {
  return (
    one.key.id === other.key.id &&
    one.key.aggregate.events === other.key.aggregate.events &&
    one.column.input === other.column.input &&
    one.column.name === other.column.name
  );
}
