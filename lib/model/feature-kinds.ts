/**
 * The kinds of features. All aggregates are mergeable: each can be computed from what the parts of a file
 * add up to, in any order, which is what lets `load` fan out over many Lambdas.
 */

/** What a partial keeps per user, besides the number of experiments: one value per slot. */
export const SLOT_KINDS = ['sum', 'min', 'max'] as const;
export type SlotKind = (typeof SLOT_KINDS)[number];

/** One accumulated value: an operation over an integer column of the experiments. */
export interface Slot {
  readonly kind: SlotKind;
  readonly column: string;
}

/** A feature: a column of users_derivation and where its value comes from. */
export type Feature =
  | { readonly kind: 'count' }
  | { readonly kind: SlotKind | 'mean'; readonly column: string }
  | { readonly kind: 'daysSince'; readonly column: UserDateColumn };

/** Date columns of the users that a feature may count from. */
export type UserDateColumn = 'signup_date';

/** The declaration of all features, with what follows from it. */
export interface Features {
  /** Name of the column and its feature, in the order of the table. */
  readonly columns: readonly (readonly [name: string, feature: Feature])[];
  /** What a partial accumulates, each slot once however many features need it. */
  readonly slots: readonly Slot[];
  /** Integer columns of the experiments that the features need. */
  readonly experimentColumns: readonly string[];
  /** Tells whether a partial was made for these slots, when code changed between two steps of a run. */
  readonly layout: string;
}

/** Number of a user's experiments; 0 without any. */
export const count = (): Feature => ({ kind: 'count' });

/** Total of an integer column over a user's experiments, exact; 0 without any. */
export const sum = (column: string): Feature => ({ kind: 'sum', column });

/** Least value of an integer column over a user's experiments; NULL without any. */
export const min = (column: string): Feature => ({ kind: 'min', column });

/** Greatest value of an integer column over a user's experiments; NULL without any. */
export const max = (column: string): Feature => ({ kind: 'max', column });

/** Arithmetic mean of an integer column over a user's experiments, as a double; NULL without any. */
export const mean = (column: string): Feature => ({ kind: 'mean', column });

/** Whole days from a date column of the user to the run's as-of date; 0 for a date after it. */
export const daysSince = (column: UserDateColumn): Feature => ({ kind: 'daysSince', column });

// What may stand in generated SQL without quoting, and is no column that the table has anyway.
const COLUMN_NAME = /^[a-z_][a-z0-9_]{0,62}$/;
const OWN_COLUMNS = ['user_id', 'name', 'email', 'signup_date', 'as_of'];
const OWN_EXPERIMENT_COLUMNS = ['experiment_id', 'user_id', 'experiment_compound_ids'];

/**
 * Checks a declaration of features and derives from it what loading and publishing need.
 *
 * @throws TypeError naming the feature when a name or column can't be used
 */
export function defineFeatures(declaration: Readonly<Record<string, Feature>>): Features {
  const columns = Object.entries(declaration);
  const slots: Slot[] = [];
  for (const [name, feature] of columns) {
    if (!COLUMN_NAME.test(name)) {
      throw new TypeError(`feature ${name}: a column name is lower case [a-z0-9_]`);
    }
    if (OWN_COLUMNS.includes(name)) {
      throw new TypeError(`feature ${name}: users_derivation has that column already`);
    }
    if (feature.kind === 'count' || feature.kind === 'daysSince') {
      continue;
    }
    if (!COLUMN_NAME.test(feature.column) || OWN_EXPERIMENT_COLUMNS.includes(feature.column)) {
      throw new TypeError(`feature ${name}: ${feature.column} is no integer column of the experiments`);
    }
    const slot: Slot = { kind: feature.kind === 'mean' ? 'sum' : feature.kind, column: feature.column };
    if (slotIndex(slots, slot) < 0) {
      slots.push(slot);
    }
  }
  return {
    columns,
    slots,
    experimentColumns: [...new Set(slots.map(({ column }) => column))],
    layout: slots.map(({ kind, column }) => `${kind}:${column}`).join(','),
  };
}

/** Position of a slot among slots, or -1. */
export function slotIndex(slots: readonly Slot[], { kind, column }: Slot): number {
  return slots.findIndex((slot) => slot.kind === kind && slot.column === column);
}
