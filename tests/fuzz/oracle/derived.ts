import type { DeclaredFeature, DeclaredFilter } from '../declared.ts';
import type { Row, Value } from './rows.ts';
import { type Id, inOrder } from './values.ts';

/** What made-up features come to for a user, in their order: a mean as a fraction, a lookup as the id whose row is wanted. */
export interface Derived {
  readonly owner: Id;
  readonly values: readonly (bigint | string | null)[];
}

/** What the features come to for each user that experiments name, in ascending order: row by row, in maps. */
export function derivedOf(experiments: readonly Row[], features: readonly DeclaredFeature[]): Derived[] {
  const byUser = new Map<Id, Row[]>();
  for (const row of experiments) {
    const user = row.values['user_id'] as Id;
    byUser.set(user, [...(byUser.get(user) ?? []), row]);
  }
  return [...byUser]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([owner, rows]) => ({ owner, values: features.map((feature) => derivedValue(rows, feature)) }));
}

function derivedValue(
  rows: readonly Row[],
  { kind, column, where }: DeclaredFeature,
): bigint | string | null {
  const wanted = rows.filter(({ values }) => where === undefined || holds(where, values) === true);
  if (kind === 'count') {
    return BigInt(wanted.length);
  }
  const values = wanted.flatMap((row) => idsOf(row.values[column]));
  const ascending = values.sort(inOrder);
  return OF_VALUES[kind](ascending);
}

const totalOf = (values: readonly Id[]) => values.reduce<bigint>((sum, one) => sum + BigInt(one), 0n);

type OfValues = (ascending: readonly Id[]) => Id | null;

/** What a kind makes of all values, or ids, in ascending order. */
const OF_VALUES: Readonly<Record<Exclude<DeclaredFeature['kind'], 'count'>, OfValues>> = {
  sum: totalOf,
  mean: (values) => (values.length > 0 ? `${totalOf(values)}/${values.length}` : null),
  min: ([least]) => least ?? null,
  max: (values) => values.at(-1) ?? null,
  distinct: (ids) => BigInt(new Set(ids).size),
  mostUsed: (ids) => favourites(ids)[0] ?? null,
  lookup: (ids) => favourites(ids)[0] ?? null,
  allMostUsed: (ids) => (ids.length > 0 ? `[${favourites(ids).map(inJson).join(',')}]` : null),
};

const inJson = (id: Id) => (typeof id === 'bigint' ? String(id) : JSON.stringify(id));

/** The ids that are there most often, in ascending order. */
function favourites(ascending: readonly Id[]): Id[] {
  const uses = new Map<Id, number>();
  for (const id of ascending) {
    uses.set(id, (uses.get(id) ?? 0) + 1);
  }
  const most = Math.max(...uses.values());
  return [...uses].filter(([, times]) => times === most).map(([id]) => id);
}

/** The values, or ids, of a column in a row; none where it is NULL. */
const idsOf = (value: Value | undefined): readonly Id[] => {
  if (value === undefined || value === null) {
    return [];
  }
  return typeof value === 'object' ? value : [value];
};

/** What several come to, where one that is `deciding` decides. */
function joined(inner: readonly (boolean | undefined)[], deciding: boolean): boolean | undefined {
  if (inner.includes(deciding)) {
    return deciding;
  }
  return inner.includes(undefined) ? undefined : !deciding;
}

/** What a filter says of a row; undefined where nobody knows. */
function holds(filter: DeclaredFilter, values: Row['values']): boolean | undefined {
  if ('filter' in filter) {
    const inner = holds(filter.filter, values);
    return inner === undefined ? undefined : !inner;
  }
  if ('filters' in filter) {
    const inner = filter.filters.map((one) => holds(one, values));
    return joined(inner, filter.op === 'or');
  }
  const { op, column } = filter;
  const ids = idsOf(values[column]);
  if (op === 'includes' && column === 'experiment_compound_ids') {
    return ids.some((id) => id === wantedLike(id, filter.number));
  }
  const [value] = ids;
  if (value === undefined) {
    return undefined;
  }
  const number = wantedLike(value, filter.number);
  if (op === 'atLeast') {
    return value >= number;
  }
  return op === 'atMost' ? value <= number : value === number;
}

/** What a filter compares an id, or a value, with. */
const wantedLike = (value: Id, declared: string): Id =>
  typeof value === 'bigint' ? BigInt(declared) : declared;

/** How many filtered sums of these users, those that a mean is made of among them, no bigint column can hold. Those that are declared alike are one. */
export function beyondBigint(experiments: readonly Row[], features: readonly DeclaredFeature[]): number {
  const sums = features
    .filter(({ kind }) => kind === 'sum' || kind === 'mean')
    .map((feature): DeclaredFeature => ({ ...feature, kind: 'sum' }));
  const alike = ({ column, where }: DeclaredFeature) => `${column} ${where ? writtenAlike(where) : ''}`;
  const once = new Map(sums.map((feature) => [alike(feature), feature]));
  return derivedOf(experiments, [...once.values()])
    .flatMap(({ values }) => values)
    .filter((value) => typeof value === 'bigint' && value >= 2n ** 63n).length;
}

/** A text that filters have in common which are the same but for order and repetitions in `and` and `or`. */
function writtenAlike(filter: DeclaredFilter): string {
  if ('filter' in filter) {
    return `not(${writtenAlike(filter.filter)})`;
  }
  if ('filters' in filter) {
    const inner = [...new Set(filter.filters.map(writtenAlike))].sort();
    return inner.length === 1 ? inner.join() : `${filter.op}(${inner.join()})`;
  }
  // Of single ids the two are the same.
  const op = filter.column === 'device' ? 'equals' : filter.op;
  return `${op}(${filter.column},${filter.number})`;
}
