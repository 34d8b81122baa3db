import type { Random } from '../../fuzz/random.ts';
import { judgedColumns } from '../oracle/columns.ts';
import type { CaseSpec, InputSpec, ModelSpec, SourceSpec } from '../spec.ts';
import { anyModel } from './any-model.ts';
import { anySource, type Filled } from './any-source.ts';
import { anySourceNames } from './source-names.ts';
import { anyWorld, type World } from './values.ts';

/** A model, and sources for each of its inputs. */
export const anyCase = (random: Random): CaseSpec => anyCaseOf(random, anyModel(random));

/** Sources for each of the inputs of a model. */
export function anyCaseOf(random: Random, model: ModelSpec): CaseSpec {
  const world = anyWorld(random, model.inputs);
  const files = new Map<string, readonly string[]>();
  const sources = new Map<string, readonly SourceSpec[]>();
  for (const [index, input] of model.inputs.entries()) {
    const named = anySourceNames(random, index, anyCount(random));
    files.set(input.name, named.files);
    sources.set(input.name, anySources(random, filledOf(model, input, world), named.names));
  }
  return { model, files, sources };
}

/** What sources of an input are made of. */
export function filledOf(model: ModelSpec, input: InputSpec, world: World): Filled {
  const { scalars, lists } = judgedColumns(model, input);
  const required = [...scalars, ...lists].filter((column) => column.required).map(({ name }) => name);
  return { input, world, required };
}

/** One, a few, or many. */
const anyCount = (random: Random): number => {
  const kind = random.below(10);
  return kind < 3 ? 1 : kind < 8 ? random.between(2, 6) : random.between(7, 50);
};

/** Deals the rows of an input to its sources: some keys occur in several, or twice in one. */
function anySources(random: Random, filled: Filled, names: readonly string[]): SourceSpec[] {
  const { world, input } = filled;
  const ids = world.ids.get(input.name) ?? [];
  const missing = random.pick([0, 0.15]);
  const repeated = random.pick([0, 0.1, 0.4]);
  const keys = random.shuffled(ids).filter(() => !random.chance(missing));
  const again = keys.filter(() => random.chance(repeated));
  const dealt = new Map<string, bigint[]>(names.map((name) => [name, []]));
  for (const key of [...keys, ...again]) {
    dealt.get(random.pick(names))?.push(key);
  }
  // A source without a header and without rows would be an empty file, which is refused.
  const least = input.header === 'none' ? [random.pick(ids)] : [];
  return names.map((name) => {
    const own = dealt.get(name) ?? [];
    return anySource(random, filled, name, own.length > 0 ? random.shuffled(own) : least);
  });
}
