import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';

/** What `./run.sh test` is asked for; without kinds it is all of the usual ones. */
export interface WantedTests {
  readonly kinds: readonly string[];
  /** What vitest is given beside the kind: files and folders, and a part of a test's name. */
  readonly filters: readonly string[];
}

/** An argument that makes no sense, with what would. */
export class WantedTestsError extends Error {
  override readonly name = 'WantedTestsError';
}

/** Where vitest finds the tests of a kind, by the kind. */
export type TestFolders = Readonly<Record<string, readonly string[]>>;

/** Folders that arguments are judged by. */
interface Places {
  /** The folder of the project. */
  readonly project: string;
  /** The folder that paths are relative to: where somebody has called run.sh. */
  readonly caller: string;
}

const isPath = (argument: string): boolean => argument.includes('/') || argument.endsWith('.ts');

/**
 * Reads what stands after `./run.sh test`: kinds of tests, or one kind with files and folders of it, and `-t` with a part of a
 * test's name. A path says its kind itself, so the kind may be left out.
 *
 * @param kinds all that there are
 * @throws WantedTestsError when a kind or a path does not exist, or a path has no tests of that kind
 * @example wantedTests(['unit', 'tests/unit/docs'], kinds, folders, places) // { kinds: ['unit'], filters: ['tests/unit/docs'] }
 */
export function wantedTests(
  args: readonly string[],
  kinds: readonly string[],
  folders: TestFolders,
  places: Places,
): WantedTests {
  const { rest, name } = withoutName(args);
  const unknown = rest.filter((argument) => !isPath(argument) && !kinds.includes(argument));
  if (unknown.length > 0) {
    throw new WantedTestsError(
      `There is no kind of tests ${unknown.join(', ')}; there are ${kinds.join(', ')}.`,
    );
  }
  const named = rest.filter((argument) => !isPath(argument));
  const paths = rest.filter(isPath).map((path) => existing(path, places));
  if (paths.length === 0 && name.length === 0) {
    return { kinds: named, filters: [] };
  }
  const kind = kindOf(named, paths, folders);
  for (const path of paths) {
    if (!isOfKind(path, kind, folders)) {
      throw new WantedTestsError(`${path} has no ${kind} tests; they are in ${folders[kind]?.join(', ')}.`);
    }
  }
  return { kinds: [kind], filters: [...paths, ...name] };
}

function withoutName(args: readonly string[]): { rest: readonly string[]; name: readonly string[] } {
  const at = args.indexOf('-t');
  if (at < 0) {
    return { rest: args, name: [] };
  }
  const pattern = args[at + 1];
  if (pattern === undefined) {
    throw new WantedTestsError("-t needs a part of a test's name: -t 'README.md'.");
  }
  return { rest: args.toSpliced(at, 2), name: ['-t', pattern] };
}

/** A path, relative to the project. */
function existing(path: string, { project, caller }: Places): string {
  const found = [caller, project].map((folder) => resolve(folder, path)).find((file) => existsSync(file));
  if (found === undefined) {
    throw new WantedTestsError(`There is no file or folder ${path}.`);
  }
  return relative(project, found);
}

/** The one kind that is named, or else the one that the first path is of. */
function kindOf(named: readonly string[], paths: readonly string[], folders: TestFolders): string {
  const [first = '', ...others] = named;
  const all = Object.keys(folders).join(', ');
  if (others.length > 0 || (named.length > 0 && !(first in folders))) {
    throw new WantedTestsError(`Files, folders and -t need one kind of tests, one of ${all}.`);
  }
  const kind =
    named.length > 0 ? first : Object.keys(folders).find((own) => isOfKind(paths[0], own, folders));
  if (kind === undefined) {
    const seen = paths[0] === undefined ? 'With -t, name' : `${paths[0]} has no tests: name`;
    throw new WantedTestsError(`${seen} one kind of tests, one of ${all}, or a file or folder of it.`);
  }
  return kind;
}

function isOfKind(path: string | undefined, kind: string, folders: TestFolders): boolean {
  return (folders[kind] ?? []).some((folder) => path === folder || path?.startsWith(`${folder}/`));
}
