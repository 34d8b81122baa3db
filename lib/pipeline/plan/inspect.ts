import type { InputConfig } from '../../config.ts';
import type { Header } from '../../csv/header/header.ts';
import { InputError } from '../../errors.ts';
import { firstFew } from '../../messages/first-few.ts';
import { oneLine } from '../../messages/one-line.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import { locationOf } from '../../sources/location.ts';
import type { Location, Version } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';
import { type FoundInput, findInputs } from './find-inputs.ts';
import { headOf } from './head.ts';
import type { SeenIds } from './id-sample.ts';
import { type Problem, problemOf } from './problem.ts';
import { folderProblem, problemsInShort, unusableInShort } from './problem-summary.ts';
import { textIdProblem } from './text-ids.ts';

/** A source that can be read: of which input, what it was when we looked, and what its header says. */
export interface InspectedSource {
  readonly input: string;
  /** Its name in the location. */
  readonly source: string;
  readonly version: Version;
  readonly header: Header;
}

/** The same with what its first rows have as ids. */
type SampledSource = InspectedSource & { readonly ids: readonly SeenIds[] };

/** Problems that are told by name; where there are some, there may be very many of the same kind. */
const TOLD_PROBLEMS = 20;

/** Said once, after all problems. */
const takeOtherName = ({ folder }: Model): string =>
  `if a column has another name in your files, rename it there, or add that name to the column in ${folder}/inputs.ts: header: ['other name']`;

/**
 * Finds the sources of every input, and looks at the head of each.
 *
 * @returns the sources by input, in the order of the model, of one input by their names
 * @throws InputError INPUT_UNUSABLE naming all that is wrong at once: 20 problems, and how many there are besides
 */
export async function inspectInputs(config: InputConfig, model: Model): Promise<InspectedSource[]> {
  const location = locationOf(config.ETL_DATA_DIR);
  const sources: SampledSource[] = [];
  const problems: Problem[] = [];
  for (const { input, names, problems: own } of await foundAt(location, model)) {
    problems.push(...own);
    for (const name of names) {
      const look = await inspectSource(input, name, location, config, model);
      if ('problems' in look) {
        problems.push(...look.problems);
      } else {
        sources.push(look);
      }
    }
  }
  problems.push(...readTwice(sources, model));
  const textIds = textIdProblem(sources, model);
  problems.push(...(textIds === undefined ? [] : [{ message: textIds }]));
  refuse(problems, model);
  return sources;
}

/**
 * Makes sure that there is something to read from at the location, without looking at the sources.
 *
 * @throws InputError INPUT_UNUSABLE with the words of inspectInputs
 */
export async function refuseUnusableLocation(
  { ETL_DATA_DIR: uri }: Pick<InputConfig, 'ETL_DATA_DIR'>,
  model: Model,
): Promise<void> {
  const unusable = await locationOf(uri).unusable(model.inputs.flatMap(({ files }) => files));
  refuse(unusable ? [folderProblem(unusable)] : [], model);
}

/** Patterns of two inputs may meet in a file: it is of one of them, and nobody can tell of which. */
function readTwice(sources: readonly InspectedSource[], { folder }: Model): Problem[] {
  return [...Map.groupBy(sources, ({ source }) => source).values()].flatMap((same) => {
    const [first, second] = same;
    if (!first || !second) {
      return [];
    }
    const inputs = `${first.input} and ${second.input}`;
    const message = `${oneLine(first.version.uri)}: both ${inputs} read this file, by their \`files\` in ${folder}/inputs.ts: name it in one of them only`;
    return [{ message }];
  });
}

function refuse(problems: readonly Problem[], model: Model): void {
  if (problems.length === 0) {
    return;
  }
  const more = (others: number) => `and ${others} more ${others === 1 ? 'problem' : 'problems'}`;
  const lines = [
    ...firstFew(problems, TOLD_PROBLEMS, ({ message }) => message, more),
    ...(problems.some(({ code, hasCause }) => code === 'missing_column' && hasCause !== true)
      ? [takeOtherName(model)]
      : []),
  ];
  const list = lines.map((line) => `\n  ${line}`).join('');
  throw new InputError('INPUT_UNUSABLE', `the input files can't be used, the table is unchanged:${list}`, {
    summary: problemsInShort(problems),
  });
}

/** The sources of every input. @throws InputError INPUT_UNUSABLE when nothing can be read there, which is one problem and not one of each source */
async function foundAt(location: Location, model: Model): Promise<FoundInput[]> {
  try {
    return await findInputs(model, location);
  } catch (error) {
    if (error instanceof SourceError) {
      refuse([folderProblem(error)], model);
    }
    throw error;
  }
}

/** Looks at the head of one source, by its name in the location. Returns it, or all that is wrong with it. */
export async function inspectSource(
  input: Input,
  name: string,
  location: Location,
  config: Pick<InputConfig, 'ETL_MAX_RECORD_BYTES'>,
  model: Model,
): Promise<SampledSource | { readonly problems: readonly Problem[] }> {
  try {
    const version = await location.source(name, input).version();
    const head = await headOf(version, input, config, model);
    if ('defects' in head) {
      const uri = oneLine(version.uri);
      return {
        problems: head.defects.map((defect) => ({
          ...defect,
          message: `${uri}: ${defect.message}`,
          summary: unusableInShort(name),
        })),
      };
    }
    return { input: input.name, source: name, version, ...head };
  } catch (error) {
    return { problems: [{ ...(await problemOf(error, name, location)), summary: unusableInShort(name) }] };
  }
}
