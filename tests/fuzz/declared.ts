import type { Random } from './random.ts';

/** Which rows a made-up feature is of, as plain data; numbers are texts, since JSON has no bigint. */
export type DeclaredFilter =
  | {
      readonly op: 'atLeast' | 'atMost' | 'equals' | 'includes';
      readonly column: string;
      readonly number: string;
    }
  | { readonly op: 'and' | 'or'; readonly filters: readonly [DeclaredFilter, DeclaredFilter] }
  | { readonly op: 'not'; readonly filter: DeclaredFilter };

const KINDS_OF_IDS = ['distinct', 'mostUsed', 'allMostUsed', 'lookup', 'lookup'] as const;
const KINDS_WITH_FILTER = ['count', 'sum', 'min', 'max', 'mean'] as const;

/** A made-up feature that needs an aggregate. */
export interface DeclaredFeature {
  readonly kind: (typeof KINDS_OF_IDS)[number] | (typeof KINDS_WITH_FILTER)[number];
  /** What it is of; of `count` nothing. */
  readonly column: string;
  /** Slots without a filter are no aggregates: those kinds always have one. */
  readonly where?: DeclaredFilter;
  /** Of a lookup, the column that is looked up by the most used id. */
  readonly wanted?: string;
}

/** Columns that are read where a made-up feature needs them, and otherwise not. */
export const ONLY_FOR_FEATURES = [
  ...[
    'temperature',
    'compound_name',
    'compound_structure',
    'mass',
    'device_name',
    'price',
    'bought',
    'maker',
  ],
];

/** What can be looked up, of the rows that a column names. */
const LOOKED_UP: Readonly<Record<string, readonly string[]>> = {
  experiment_compound_ids: ['compound_name', 'compound_structure', 'mass'],
  device: ['device_name', 'price', 'bought', 'maker'],
};

/** The columns that made-up features need. */
export function neededBy(features: readonly DeclaredFeature[]): ReadonlySet<string> {
  return new Set(
    features.flatMap(({ column, where, wanted = '' }) => [
      column,
      wanted,
      ...(where ? columnsIn(where) : []),
    ]),
  );
}

function columnsIn(filter: DeclaredFilter): string[] {
  if ('filters' in filter) {
    return filter.filters.flatMap(columnsIn);
  }
  return 'filter' in filter ? columnsIn(filter.filter) : [filter.column];
}

/** Nothing but features needs it, and its values are few, so that they meet. */
const TEMPERATURE = 'temperature';
const RUN_TIME = 'experiment_run_time';
const LIST = 'experiment_compound_ids';

/** The columns of ids that a filter may be of. */
export const ID_COLUMNS: readonly string[] = [LIST, 'device'];

/** Several features over lists, single ids and filtered rows. */
export function anyFeatures(random: Random, devices: boolean): readonly DeclaredFeature[] {
  const ids = devices ? [LIST, 'device'] : [LIST];
  return Array.from({ length: random.between(1, 7) }, (): DeclaredFeature => {
    if (random.chance(0.55)) {
      const kind = random.pick(KINDS_OF_IDS);
      const column = random.pick(ids);
      return {
        ...{ kind, column },
        ...(kind === 'lookup' && { wanted: random.pick(LOOKED_UP[column] ?? []) }),
        ...(random.chance(0.5) && { where: anyFilter(random, ids, 2) }),
      };
    }
    const kind = random.pick(KINDS_WITH_FILTER);
    return { kind, column: kind === 'count' ? '' : anyNumeric(random), where: anyFilter(random, ids, 2) };
  });
}

function anyFilter(random: Random, ids: readonly string[], depth: number): DeclaredFilter {
  const kind = random.below(depth > 0 ? 10 : 6);
  if (kind >= 9) {
    return { op: 'not', filter: anyFilter(random, ids, depth - 1) };
  }
  if (kind >= 6) {
    const filters = [anyFilter(random, ids, depth - 1), anyFilter(random, ids, depth - 1)] as const;
    return { op: random.pick(['and', 'or'] as const), filters };
  }
  if (kind < 3) {
    const op = random.pick(['atLeast', 'atMost', 'equals'] as const);
    const numeric = anyNumeric(random);
    const number = numeric === TEMPERATURE ? String(random.below(9)) : anyBound(random);
    return { op, column: numeric, number };
  }
  const column = random.pick(ids);
  const op = column !== LIST && random.chance(0.5) ? 'equals' : 'includes';
  return { op, column, number: String(random.below(column === LIST ? 12 : 6)) };
}

const anyNumeric = (random: Random): string => random.pick([RUN_TIME, TEMPERATURE]);

/** About the middle of the run times, or about a limit of words. */
const anyBound = (random: Random): string =>
  random.chance(0.7)
    ? String(random.below(100_000))
    : random.pick([
        '0',
        '4294967295',
        '4294967296',
        '9007199254740993',
        '4611686018427387904',
        '9223372036854775807',
      ]);
