import type { Random } from '../../fuzz/random.ts';
import {
  type ColumnSpec,
  type ColumnType,
  entityOf,
  type FeatureSpec,
  type FilterSpec,
  type InputSpec,
  isList,
} from '../spec.ts';
import { Names } from './names.ts';
import { textOfId } from './text-of-id.ts';

const OF_INTEGERS = ['sum', 'min', 'max', 'mean'] as const;
const OF_IDS = ['distinct', 'mostUsed', 'allMostUsed'] as const;

type Comparison = Extract<FilterSpec, { readonly column: string }>['op'];
/** A feature before it has a name. */
type Unnamed = Omit<FeatureSpec, 'name'>;

const KINDS = ['ofDates', 'ofRows', 'ofIntegers', 'ofIds', 'ofReferences'] as const;
type Makers = Readonly<Record<(typeof KINDS)[number], readonly (() => Unnamed)[]>>;
const NOTHING: Makers = { ofDates: [], ofRows: [], ofIntegers: [], ofIds: [], ofReferences: [] };

/** One to ten features of every kind that the columns allow. */
export function anyFeatures(random: Random, inputs: readonly InputSpec[]): FeatureSpec[] {
  const ofInputs = inputs.map((input) => makersOf(random, input, inputs));
  // By kind first: with many columns to look up nearly all would be lookups.
  const kinds = KINDS.map((kind) => ofInputs.flatMap((makers) => makers[kind])).filter(
    ({ length }) => length > 0,
  );
  const entity = entityOf({ inputs, features: [] });
  const names = new Names(random, ['as_of', ...entity.columns.map(({ name }) => name)]);
  return Array.from({ length: random.between(1, 10) }, () => ({
    name: names.next(),
    ...random.pick(random.pick(kinds))(),
  }));
}

/** What makes features of each kind, over any columns of an input. */
function makersOf(random: Random, input: InputSpec, inputs: readonly InputSpec[]): Makers {
  const of = input.name;
  if (input.kind !== 'events') {
    const dates = input.columns.filter(
      ({ type }) => input.kind === 'entity' && ['date', 'timestamp'].includes(type),
    );
    const ofDates = dates.map(
      ({ name: column }) =>
        (): Unnamed => ({ kind: 'daysSince', input: of, column }),
    );
    return { ...NOTHING, ofDates };
  }
  const integers = input.columns.filter(({ type }) => ['integer', 'decimal'].includes(type));
  const numbered = input.columns.filter(({ name, references }) => references && name !== input.of);
  const filtered = [...integers, ...numbered];
  const where = () =>
    filtered.length > 0 && random.chance(0.5) ? { where: anyFilter(random, filtered, 3) } : {};
  return {
    ...NOTHING,
    ofRows: [() => ({ kind: 'count', input: of, ...where() })],
    ofIntegers: integers.map(({ name: column }) => () => {
      return { kind: random.pick(OF_INTEGERS), input: of, column, ...where() };
    }),
    ofIds: numbered.map(({ name: column }) => () => {
      return { kind: random.pick(OF_IDS), input: of, column, ...where() };
    }),
    ofReferences: numbered.flatMap(({ name: column, references }) =>
      lookedUpColumns(inputs, references).map((looksUp) => (): Unnamed => {
        return { kind: 'lookup', input: of, column, ...where(), looksUp };
      }),
    ),
  };
}

/** The columns of a reference that can be looked up: the table can't hold lists. */
function lookedUpColumns(inputs: readonly InputSpec[], reference: string | undefined) {
  const target = inputs.filter(({ name }) => name === reference);
  return target.flatMap(({ name: input, columns }) =>
    columns.filter((column) => !isList(column)).map(({ name: column }) => ({ input, column })),
  );
}

/** @param columns of integers, and of ids of references: one at least */
function anyFilter(random: Random, columns: readonly ColumnSpec[], depth: number): FilterSpec {
  const kind = random.below(depth > 0 ? 10 : 5);
  if (kind >= 8) {
    return { op: 'not', filter: anyFilter(random, columns, depth - 1) };
  }
  if (kind >= 5) {
    const filters = [anyFilter(random, columns, depth - 1), anyFilter(random, columns, depth - 1)] as const;
    return { op: random.pick(['and', 'or'] as const), filters };
  }
  const own = random.pick(columns);
  return { op: random.pick(COMPARISONS[own.type] ?? []), column: own.name, number: anyConstant(random, own) };
}

/** What a column is compared with. An id that stands for nothing there would be refused: no row has it. */
function anyConstant(random: Random, { type, nulls = [] }: ColumnSpec): bigint | string {
  const isOfTexts = type === 'textId' || type === 'textIdList';
  for (;;) {
    const number = anyBound(random);
    const constant = isOfTexts ? textOfId(number) : number;
    if (type === 'integer' || type === 'decimal' || !nulls.includes(String(constant))) {
      return constant;
    }
  }
}

const COMPARISONS: Readonly<Partial<Record<ColumnType, readonly Comparison[]>>> = {
  integer: ['atLeast', 'atMost', 'equals'],
  decimal: ['atLeast', 'atMost', 'equals'],
  id: ['equals', 'includes'],
  idList: ['includes'],
  textId: ['equals', 'includes'],
  textIdList: ['includes'],
};

/** About the values that columns have, and about the limits of words and doubles. */
const anyBound = (random: Random): bigint =>
  random.chance(0.85)
    ? BigInt(random.below(12))
    : random.pick([0n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 53n + 1n, 2n ** 62n, 2n ** 63n - 1n]);
