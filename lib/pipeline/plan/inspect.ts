import type { InputConfig } from '../../config.ts';
import { type Header, type HeaderDefectCode, readHeader } from '../../csv/header/header.ts';
import { InputError } from '../../errors.ts';
import type { Input } from '../../model/inputs.ts';
import type { Model } from '../../model/model.ts';
import { readColumns } from '../../model/read-columns.ts';
import { oneLine } from '../../one-line.ts';
import { type FileIdentity, identify, readHead, SourceError } from '../../sources/file.ts';
import { pathOf } from '../load/slice.ts';

/** A source that can be read: of which input, what it was when we looked, and what its header says. */
export interface InspectedSource {
  readonly input: string;
  readonly identity: FileIdentity;
  readonly header: Header;
}

/** What is wrong with the head of a file; without a code it could not be read at all. */
interface Problem {
  readonly code?: HeaderDefectCode;
  readonly message: string;
}

/** Said once, after all problems. */
const takeOtherName = ({ folder }: Model): string =>
  `a column that is called otherwise in your files: rename it there, or add that name to it in ${folder}/inputs.ts, as header: ['other name']`;

/**
 * Looks at the head of the source of every input.
 *
 * @throws InputError INPUT_UNUSABLE naming every file and column at once
 */
export async function inspectInputs(config: InputConfig, model: Model): Promise<InspectedSource[]> {
  const looks = await Promise.all(model.inputs.map((input) => inspectInput(input, config, model)));
  const problems = looks.flatMap((look) => ('problems' in look ? look.problems : []));
  if (problems.length > 0) {
    const remedy = problems.some(({ code }) => code === 'missing_column') ? [takeOtherName(model)] : [];
    const list = [...problems.map(({ message }) => message), ...remedy].map((line) => `\n  ${line}`).join('');
    throw new InputError('INPUT_UNUSABLE', `the input files can't be used, the table was kept:${list}`);
  }
  return looks.filter((look) => 'identity' in look);
}

/** The source of one input, or all that is wrong with its head. */
export async function inspectInput(
  input: Input,
  config: InputConfig,
  model: Model,
): Promise<InspectedSource | { readonly problems: readonly Problem[] }> {
  const path = pathOf(config.ETL_DATA_DIR, input);
  try {
    const identity = await identify(path);
    const head = await readHead(path, config.ETL_MAX_RECORD_BYTES);
    const header = readHeader(head, readColumns(model, input), identity.size);
    if (Array.isArray(header)) {
      return {
        problems: header.map(({ code, message }) => ({ code, message: `${oneLine(path)}: ${message}` })),
      };
    }
    return { input: input.name, identity, header };
  } catch (error) {
    if (error instanceof SourceError) {
      return { problems: [{ message: error.message }] };
    }
    throw error;
  }
}

/** The columns of an input that would be read, and that a file lacks: all of their values are NULL. */
export function absentColumns(model: Model, input: Input, { columns }: Pick<Header, 'columns'>): string[] {
  return readColumns(model, input).flatMap(({ name }) => (columns[name] === undefined ? [name] : []));
}
