import type { Random } from '../../fuzz/random.ts';
import {
  type CaseSpec,
  type ColumnSpec,
  entityOf,
  type InputSpec,
  inputOf,
  type ModelSpec,
  type SourceSpec,
} from '../spec.ts';
import { anyCaseOf, filledOf } from './any-case.ts';
import { anyFeatures } from './any-features.ts';
import { Columns, NULLS, OF_ENTITY, SCALES } from './any-model.ts';
import { anySource, type Filled } from './any-source.ts';
import { anyWorld } from './values.ts';

/** What a day later may be there: the same model, or another of the same entity, over sources of which some have changed. */
export function changedCase(random: Random, made: CaseSpec): CaseSpec {
  const model = random.chance(0.5) ? made.model : changedModel(random, made.model);
  const world = anyWorld(random, model.inputs);
  if (random.chance(0.15)) {
    return anyCaseOf(random, model);
  }
  const share = random.pick([0, 0, 0.2, 0.5]);
  const sources = new Map<string, readonly SourceSpec[]>();
  for (const input of model.inputs) {
    const before = inputOf(made.model, input.name);
    const filled = filledOf(model, input, world);
    const ids = world.ids.get(input.name) ?? [];
    const own = (made.sources.get(input.name) ?? []).map((source) => {
      if (canStay(source, before, filled) && !random.chance(share)) {
        const columns = source.columns.map((name) => input.columns.find((own) => own.name === name)?.name);
        return { ...source, columns };
      }
      const keys = random.shuffled(ids).filter(() => random.chance(0.7));
      const name = source.name.replace(/\.gz$/, '');
      return anySource(random, filled, name, keys.length > 0 ? keys : ids.slice(0, 1));
    });
    sources.set(input.name, own);
  }
  return { model, files: made.files, sources };
}

/** Whether a source can still be read: it has what is needed, and nothing in its header can be taken for a new column. */
function canStay(source: SourceSpec, before: InputSpec, { input, required }: Filled): boolean {
  const names = before.columns.map(({ name }) => name);
  return (
    (input === before ||
      (input.header === undefined && input.columns.every(({ name }) => names.includes(name)))) &&
    required.every((name) => source.columns.includes(name))
  );
}

/** With columns of the entity that are new, gone, or declared otherwise, and other features, some under the names of those before. */
function changedModel(random: Random, { inputs, features }: ModelSpec): ModelSpec {
  const entity = entityOf({ inputs, features });
  const changed = inputs.map((input) => (input === entity ? changedEntity(random, input) : input));
  const others = anyFeatures(random, changed);
  const names = new Set([...changed, ...inputs].flatMap(({ columns }) => columns.map(({ name }) => name)));
  const free = random.shuffled(features.map(({ name }) => name).filter((name) => !names.has(name)));
  const taken = new Set<string>();
  const renamed = others.map((feature) => {
    const before = free.find((name) => {
      const own = features.find((one) => one.name === name);
      return own?.kind === feature.kind && !taken.has(name);
    });
    const name = before !== undefined && random.chance(0.7) ? before : feature.name;
    taken.add(name);
    return { ...feature, name };
  });
  return { inputs: changed, features: renamed };
}

function changedEntity(random: Random, input: InputSpec): InputSpec {
  const kept = input.columns
    .filter(({ name }) => name === input.key || random.chance(0.8))
    .map((column) => (column.name === input.key ? column : changedColumn(random, column)));
  const columns = new Columns(
    random,
    ['as_of', ...input.columns.flatMap(({ name, header }) => [name, ...header])],
    input.header === undefined,
  );
  return { ...input, columns: random.shuffled([...kept, ...columns.any(OF_ENTITY, random.below(3))]) };
}

function changedColumn(random: Random, column: ColumnSpec): ColumnSpec {
  const { nulls: _, ...rest } = column;
  switch (random.below(4)) {
    case 0:
      return { ...column, optional: !column.optional };
    case 1:
      return column.scale === undefined ? column : { ...column, scale: random.pick(SCALES) };
    case 2:
      return { ...rest, nulls: random.pick(NULLS) };
    default:
      return column;
  }
}
