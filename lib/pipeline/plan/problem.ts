import type { HeaderDefectCode } from '../../csv/header/header.ts';
import { oneLine } from '../../messages/one-line.ts';
import { toldWith } from '../../sources/clues/clue.ts';
import type { FindProblem } from '../../sources/find-sources.ts';
import type { Location } from '../../sources/source.ts';
import { SourceError } from '../../sources/source-error.ts';

/** What is wrong with a source or where it is looked for, or with its header. */
export interface Problem {
  readonly code?: HeaderDefectCode | FindProblem['code'];
  /** Whether the message tells a cause, so that no general advice is needed. */
  readonly hasCause?: boolean;
  /** One line, with the name of the source. */
  readonly message: string;
  /** What was looked for and is not there: the name of a file, or a pattern. */
  readonly notFound?: string;
  /** What it is in one short clause, where it is the only problem. */
  readonly summary?: string;
}

/** An error of reading a source, with what is there instead, is one of its problems. @throws all other errors */
export async function problemOf(error: unknown, name: string, location: Location): Promise<Problem> {
  if (!(error instanceof SourceError)) {
    throw error;
  }
  const clue = await location.clueTo(error.code, name, []);
  return { message: `${oneLine(error.uri)}: ${toldWith(error.seen, clue)}` };
}

/** A problem of finding sources, with what is there instead. @param read the names of what is found, of all inputs */
export async function findingProblem(
  { code, pattern, seen }: FindProblem,
  location: Location,
  read: readonly string[],
): Promise<Problem> {
  const clue = code === 'nothing_found' ? await location.clueTo('missing', pattern, read) : { hints: [] };
  const message = `${oneLine(location.uriOf(pattern))}: ${toldWith(seen, clue)}`;
  return { code, message, ...(code === 'nothing_found' ? { notFound: oneLine(pattern) } : {}) };
}
