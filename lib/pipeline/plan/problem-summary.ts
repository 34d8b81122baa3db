import { oneLine } from '../../messages/one-line.ts';
import { countedAs } from '../../messages/thousands.ts';
import type { SourceError } from '../../sources/source-error.ts';
import type { Problem } from './problem.ts';

/** So many files that are missing are named in short. */
const NAMED = 3;

const AND = new Intl.ListFormat('en-GB');

/**
 * All that is wrong with the files in one short clause.
 *
 * @example problemsInShort([{ message: '…', notFound: 'users.csv' }]) // 'users.csv was not found'
 */
export function problemsInShort(problems: readonly Problem[]): string {
  const missing = problems.flatMap(({ notFound }) => notFound ?? []);
  if (missing.length === problems.length && missing.length <= NAMED) {
    return `${AND.format(missing)} ${missing.length === 1 ? 'was' : 'were'} not found`;
  }
  const [only] = problems;
  if (problems.length === 1 && only?.summary !== undefined) {
    return only.summary;
  }
  return `${countedAs(problems.length, 'problem', 'problems')} with the files`;
}

/** The problem of a folder in which nothing can be read: there is no other one. */
export function folderProblem({ code, message }: SourceError): Problem {
  return {
    message,
    summary: code === 'missing' ? 'the folder was not found' : 'the folder cannot be read',
  };
}

/** What is said in short of one source that can't be used, by its name in the location. */
export const unusableInShort = (name: string): string => `${oneLine(name)} cannot be used`;
