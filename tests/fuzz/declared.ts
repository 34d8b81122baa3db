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

const KINDS_OF_IDS = ['distinct', 'mostUsed', 'allMostUsed'] as const;
const KINDS_WITH_FILTER = ['count', 'sum', 'min', 'max'] as const;

/** A made-up feature that needs an aggregate. */
export interface DeclaredFeature {
  readonly kind: (typeof KINDS_OF_IDS)[number] | (typeof KINDS_WITH_FILTER)[number];
  /** What it is of; of `count` nothing. */
  readonly column: string;
  /** Slots without a filter are no aggregates: those kinds always have one. */
  readonly where?: DeclaredFilter;
}

const RUN_TIME = 'experiment_run_time';
const LIST = 'experiment_compound_ids';

/** Several features over lists, single ids and filtered rows. */
export function anyFeatures(random: Random, devices: boolean): readonly DeclaredFeature[] {
  const ids = devices ? [LIST, 'device'] : [LIST];
  return Array.from({ length: random.between(1, 7) }, (): DeclaredFeature => {
    if (random.chance(0.55)) {
      const kind = random.pick(KINDS_OF_IDS);
      const column = random.pick(ids);
      return random.chance(0.5) ? { kind, column } : { kind, column, where: anyFilter(random, ids, 2) };
    }
    return { kind: random.pick(KINDS_WITH_FILTER), column: RUN_TIME, where: anyFilter(random, ids, 2) };
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
    return { op, column: RUN_TIME, number: anyBound(random) };
  }
  const column = random.pick(ids);
  const op = column !== LIST && random.chance(0.5) ? 'equals' : 'includes';
  return { op, column, number: String(random.below(column === LIST ? 12 : 6)) };
}

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
