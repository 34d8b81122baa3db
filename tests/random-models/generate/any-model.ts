import type { Random } from '../../fuzz/random.ts';
import {
  type ColumnSpec,
  type ColumnType,
  type IdKind,
  type InputSpec,
  type ModelSpec,
  TYPES_OF_IDS,
} from '../spec.ts';
import { anyFeatures } from './any-features.ts';
import { Names } from './names.ts';

export const OF_ENTITY = ['text', 'date', 'integer', 'id', 'textId', 'date', 'decimal', 'timestamp'] as const;
const OF_REFERENCE = [
  ...(['text', 'date', 'integer', 'id', 'textId', 'idList', 'textIdList', 'text'] as const),
  ...(['decimal', 'timestamp'] as const),
] as const;
const OF_EVENTS = ['text', 'date', 'id', 'textId', 'idList', 'textIdList'] as const;

/** What the keys of an input are: of texts there may be as many as of numbers. */
const KINDS_OF_IDS = ['integers', 'texts'] as const;
type Kinds = ReadonlyMap<string, IdKind>;

export const SCALES = [0, 1, 2, 2, 3, 15] as const;
/** Texts that stand for nothing: of them also such as are values otherwise. */
export const NULLS = [
  ['NULL', '\\N', 'NA'],
  ['-1'],
  ['0', 'n/a'],
  ['7', '1.50', '+3', '1;2', '2024-02-29'],
  ['ß'],
  [],
] as const;

/** Columns that the table of the result has besides those of the entity. */
const OF_TABLE = ['as_of'];

/** A model of any inputs: one entity, one to three of events, none to three references. */
export function anyModel(random: Random): ModelSpec {
  const names = new Names(random);
  const entity = names.next();
  const references = Array.from({ length: random.below(4) }, () => names.next());
  const events = Array.from({ length: random.between(1, 3) }, () => names.next());
  const kinds = new Map([entity, ...references, ...events].map((name) => [name, random.pick(KINDS_OF_IDS)]));
  const inputs = [
    anyInput(random, { name: entity, kind: 'entity', kinds }, OF_TABLE, (columns) =>
      columns.any(OF_ENTITY, random.below(6)),
    ),
    ...references.map((name) =>
      anyInput(random, { name, kind: 'reference', kinds }, [], (columns) =>
        columns.any(OF_REFERENCE, random.below(4)),
      ),
    ),
    ...events.map((name) =>
      anyInput(random, { name, kind: 'events', kinds, owner: entity }, [], (columns) => [
        ...columns.any(['integer', 'decimal', 'integer'], random.below(4)),
        ...columns.any(OF_EVENTS, random.below(3)),
        ...(references.length > 0 ? columns.referring(references, kinds, random.below(4)) : []),
      ]),
    ),
  ];
  return { inputs: random.shuffled(inputs), features: anyFeatures(random, inputs) };
}

interface Kind {
  readonly name: string;
  readonly kind: InputSpec['kind'];
  /** What the keys of each input are. */
  readonly kinds: Kinds;
  /** The entity, of events. */
  readonly owner?: string;
}

function anyInput(
  random: Random,
  { name, kind, kinds, owner }: Kind,
  taken: readonly string[],
  further: (columns: Columns) => readonly ColumnSpec[],
): InputSpec {
  const header = random.chance(0.15) ? ('none' as const) : undefined;
  const columns = new Columns(random, taken, header === undefined);
  const key = columns.required(kinds.get(name));
  const of = owner === undefined ? [] : [{ ...columns.required(kinds.get(owner)), references: owner }];
  return {
    name,
    kind,
    key: key.name,
    ...(of[0] && { of: of[0].name }),
    ...(header && { header }),
    ...(random.chance(0.15) && { encoding: 'windows-1252' as const }),
    // Different from whatever another row is called: of names that are unlike, so are these.
    ...(random.chance(0.2) && { one: `one_${name}`.slice(0, 60) }),
    columns: random.shuffled([key, ...of, ...further(columns)]),
  };
}

/** Makes the columns of one input. */
export class Columns {
  readonly #random: Random;
  readonly #names: Names;

  readonly #areNamed: boolean;

  /** @param areNamed whether sources have a header, in which columns may have other names */
  constructor(random: Random, taken: readonly string[], areNamed: boolean) {
    this.#random = random;
    this.#areNamed = areNamed;
    this.#names = new Names(random, taken);
  }

  /** One of ids that may be missing nowhere. */
  required(kind: IdKind = 'integers'): ColumnSpec {
    return { ...this.#column(TYPES_OF_IDS[kind].one), optional: false };
  }

  any(types: readonly ColumnType[], count: number): ColumnSpec[] {
    return Array.from({ length: count }, () => this.#column(this.#random.pick(types)));
  }

  referring(inputs: readonly string[], kinds: Kinds, count: number): ColumnSpec[] {
    return Array.from({ length: count }, () => {
      const references = this.#random.pick(inputs);
      const types = TYPES_OF_IDS[kinds.get(references) ?? 'integers'];
      return { ...this.#column(this.#random.pick([types.one, types.list])), references };
    });
  }

  #column(type: ColumnType): ColumnSpec {
    const random = this.#random;
    const name = this.#names.next();
    const others = this.#areNamed ? random.pick([0, 0, 1, 2]) : 0;
    const header = Array.from({ length: others }, () => this.#names.nextHeader());
    return {
      ...{ name, type, optional: random.chance(0.5), header },
      ...(type === 'decimal' && { scale: random.pick(SCALES) }),
      ...(random.chance(0.25) && { nulls: random.pick(NULLS) }),
    };
  }
}
