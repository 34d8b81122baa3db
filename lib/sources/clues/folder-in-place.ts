import { statSync } from 'node:fs';
import type { Clue } from './clue.ts';
import { listed, type NameIn, namesIn } from './names-in.ts';
import { inModel } from './quoted.ts';

/** Files that Spark and the like write into the folder that has the name of a table. */
const PART = /^part-.*$/;
const ROWS = /\.(csv|tsv|txt)(\.gz)?$/i;

/**
 * What to do about a folder where a file is wanted.
 * @param name as it is asked for, in its location
 */
export function folderInPlaceClue(path: string, name: string): Clue | undefined {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    return undefined;
  }
  return namesInPlaceClue(namesIn(path), name);
}

/** The same by the names in that folder. @param names some of them at least */
export function namesInPlaceClue(names: readonly NameIn[], name: string): Clue {
  const files = names.filter(({ isFolder }) => !isFolder).map((own) => own.name);
  const parts = files.filter((file) => PART.test(file));
  const rows = files.filter((file) => ROWS.test(file));
  const inIt = names.length === 0 ? 'nothing' : listed(names.map((own) => own.name));
  const seen = `is a folder (it has ${inIt}), not a file`;
  const pattern = parts.length > 0 ? patternOf('part-*', parts) : patternOf('*', rows);
  if (parts.length === 0 && rows.length === 0) {
    return { seen, hints: ['put the file in its place, or declare another file name in `files`'] };
  }
  return { seen, hints: [`to read all of them as one, declare files: ${inModel(`${name}/${pattern}`)}`] };
}

/** A glob of files that begin so, with the ending that they have in common. */
function patternOf(start: string, files: readonly string[]): string {
  const [first = ''] = files;
  const [ending = ''] = /\.[A-Za-z]+(?=(\.gz)?$)/.exec(first) ?? [];
  return ending !== '' && files.every((file) => file.replace(/\.gz$/, '').endsWith(ending))
    ? `${start}${ending}`
    : start;
}
