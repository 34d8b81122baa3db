import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { inputNamed, type Model } from '../../../lib/model/model.ts';
import type { Slice } from '../../../lib/pipeline/load/slice.ts';
import { wholeSource } from '../../../lib/pipeline/plan/cut.ts';
import { inspectSource } from '../../../lib/pipeline/plan/inspect.ts';
import { locationOf } from '../../../lib/sources/location.ts';
import { newFolder } from '../../support/new-folder.ts';

/** What is in a file, by its name. */
export type Contents = Readonly<Record<string, string | Buffer>>;

/** Whole files of an input, in the order in which they are given, and what removes them. */
export interface WrittenSources {
  readonly slices: readonly Slice[];
  readonly remove: () => void;
}

/** Writes files of an input into a folder of their own. One whose name ends with .gz is compressed. @throws Error when one is unusable */
export async function writtenSources(
  model: Model,
  input: string,
  contents: Contents,
): Promise<WrittenSources> {
  const { path, remove } = newFolder();
  const location = locationOf(path);
  const slices: Slice[] = [];
  for (const [name, content] of Object.entries(contents)) {
    await writeFile(location.uriOf(name), name.endsWith('.gz') ? gzipSync(content) : content);
    const limits = { ETL_MAX_RECORD_BYTES: 1 << 20 };
    const source = await inspectSource(inputNamed(model, input), name, location, limits, model);
    if ('problems' in source) {
      remove();
      throw new Error(source.problems.map(({ message }) => message).join('\n'));
    }
    slices.push(wholeSource(source));
  }
  return { slices, remove };
}
