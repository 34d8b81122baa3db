import { posix } from 'node:path';
import { oneLine } from '../../messages/one-line.ts';
import type { Model } from '../../model/model.ts';
import { locationOf } from '../../sources/location.ts';
import { SourceError } from '../../sources/source-error.ts';
import { unreadNames } from '../../sources/unread-names.ts';

/**
 * The files at a location that are not read, and that by their names somebody may think are: a sentence each.
 *
 * @param read the names of those that are read
 */
export async function unreadFiles(
  location: string,
  read: readonly string[],
  { inputs, folder }: Pick<Model, 'inputs' | 'folder'>,
): Promise<string[]> {
  const patterns = inputs.flatMap(({ files }) => files);
  return unreadNames(await namesAt(location, patterns), read, patterns).map(
    (name) => `${oneLine(name)} is not read: ${folder}/inputs.ts reads ${patterns.join(', ')}`,
  );
}

/** The names at a location and in the folders of patterns. One that can't be listed may be read all the same. */
async function namesAt(uri: string, patterns: readonly string[]): Promise<string[]> {
  const names: string[] = [];
  const folders = patterns.map((pattern) => posix.dirname(pattern));
  const isOnTheWay = (folder: string) =>
    folders.some((own) => own === folder || own.startsWith(`${folder}/`));
  try {
    for await (const name of locationOf(uri).list(isOnTheWay)) {
      names.push(name);
    }
  } catch (error) {
    if (!(error instanceof SourceError)) {
      throw error;
    }
  }
  return names;
}
