import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import { type Found, findSources } from '../../sources/find-sources.ts';
import type { Location } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';
import { findingProblem, type Problem } from './problem.ts';

/** The sources of an input, by their names in the location, and what is wrong with what is looked for. */
export interface FoundInput {
  readonly input: Input;
  readonly names: readonly string[];
  readonly problems: readonly Problem[];
}

/**
 * Finds the sources of every input, in the order of the model.
 *
 * @throws {SourceError} missing, unreadable or not_a_folder when nothing can be read at the location
 */
export async function findInputs(model: Model, location: Location): Promise<FoundInput[]> {
  const unusable = await location.unusable(model.inputs.flatMap(({ files }) => files));
  if (unusable) {
    throw unusable;
  }
  const all: { readonly input: Input; readonly found: Found | SourceError }[] = [];
  for (const input of model.inputs) {
    all.push({ input, found: await found(input, location) });
  }
  const read = all.flatMap(({ found: own }) => (own instanceof SourceError ? [] : own.names));
  return await Promise.all(
    all.map(async ({ input, found: own }): Promise<FoundInput> => {
      if (own instanceof SourceError) {
        return { input, names: [], problems: [{ message: own.message }] };
      }
      const problems = own.problems.map((problem) => findingProblem(problem, location, read));
      return { input, names: own.names, problems: await Promise.all(problems) };
    }),
  );
}

/** What there is of an input, or why its folder can't be listed. */
async function found(input: Input, location: Location): Promise<Found | SourceError> {
  try {
    return await findSources(location, input.files);
  } catch (error) {
    if (error instanceof SourceError) {
      return error;
    }
    throw error;
  }
}
