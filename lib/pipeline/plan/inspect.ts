import type { InputConfig } from '../../config.ts';
import { type Header, readHeader } from '../../csv/header/header.ts';
import { InputError } from '../../errors.ts';
import type { Features } from '../../model/feature-kinds.ts';
import { oneLine } from '../../one-line.ts';
import { type FileIdentity, identify, readHead, SourceError } from '../../sources/file.ts';
import { INPUT_NAMES, type InputName } from '../../store/runs/parts.ts';
import { neededColumns, pathOf } from '../load/part-source.ts';

/** A file that can be read: where it is, what it was when we looked, and what its header says. */
export interface InspectedFile {
  readonly input: InputName;
  readonly identity: FileIdentity;
  readonly header: Header;
}

/**
 * Looks at the head of every input file.
 *
 * @throws InputError INPUT_UNUSABLE naming every file and column at once
 */
export async function inspectInputs(config: InputConfig, features: Features): Promise<InspectedFile[]> {
  const looks = await Promise.all(INPUT_NAMES.map((input) => inspectFile(input, config, features)));
  const problems = looks.flatMap((look) => ('problems' in look ? look.problems : []));
  if (problems.length > 0) {
    const list = problems.map((problem) => `\n  ${problem}`).join('');
    throw new InputError('INPUT_UNUSABLE', `the input files can't be used, the table was kept:${list}`);
  }
  return looks.filter((look) => 'identity' in look);
}

/** One file, or all that is wrong with its head. */
export async function inspectFile(
  input: InputName,
  config: InputConfig,
  features: Features,
): Promise<InspectedFile | { readonly problems: string[] }> {
  const path = pathOf(config.ETL_DATA_DIR, input);
  try {
    const identity = await identify(path);
    const header = readHeader(
      await readHead(path, config.ETL_MAX_RECORD_BYTES),
      neededColumns(features)[input],
      identity.size,
    );
    if (Array.isArray(header)) {
      return { problems: header.map(({ message }) => `${oneLine(path)}: ${message}`) };
    }
    return { input, identity, header };
  } catch (error) {
    if (error instanceof SourceError) {
      return { problems: [error.message] };
    }
    throw error;
  }
}
