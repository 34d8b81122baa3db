import { accessSync, constants, statSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, resolve } from 'node:path';
import { codeOf } from '../../errors.ts';
import { oneLine } from '../../messages/one-line.ts';
import type { Clue } from './clue.ts';
import { inShell } from './quoted.ts';

/** What a process may not do, and with what. */
export interface Denied {
  readonly path: string;
  /** To read it, or to go through a folder to what is in it. */
  readonly right: 'read' | 'enter';
  /** As stat has it. */
  readonly mode: number;
  readonly uid: number;
}

/** Who this runs as. */
export interface Account {
  readonly uid: number;
  readonly name: string | undefined;
}

const LETTERS = 'rwxrwxrwx';

/** Which permission is missing to go into a folder; undefined when none is. */
export function folderPermissionClue(path: string): Clue | undefined {
  const denied = deniedFolder(resolve(path), hasRight);
  return denied && { hints: [deniedText(denied, currentAccount())] };
}

/** Which permission is missing to read what is at a path; undefined when none is. */
export function permissionClue(path: string): Clue | undefined {
  const denied = deniedOn(resolve(path));
  return denied && { hints: [deniedText(denied, currentAccount())] };
}

/**
 * The first folder on the way to a path that may not be entered, or else the path itself, if it may not be read.
 * @param may whether this process has a right to something: of the superuser it always has
 */
export function deniedOn(
  path: string,
  may: (path: string, right: number) => boolean = hasRight,
): Denied | undefined {
  const folder = dirname(path);
  const onTheWay = folder === path ? undefined : deniedFolder(folder, may);
  if (onTheWay) {
    return onTheWay;
  }
  return may(path, constants.R_OK) ? undefined : withOwner(path, 'read');
}

function deniedFolder(path: string, may: (path: string, right: number) => boolean): Denied | undefined {
  const parent = dirname(path);
  const above = parent === path ? undefined : deniedFolder(parent, may);
  return above ?? (may(path, constants.X_OK) ? undefined : withOwner(path, 'enter'));
}

function hasRight(path: string, right: number): boolean {
  try {
    accessSync(path, right);
    return true;
  } catch (error) {
    // What is not there lacks no permission.
    return codeOf(error) !== 'EACCES';
  }
}

function withOwner(path: string, right: Denied['right']): Denied | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats && { path, right, mode: stats.mode, uid: stats.uid };
}

/** Which permission is missing, whose it is, and what to do, as one clause. */
export function deniedText({ path, right, mode, uid }: Denied, account: Account): string {
  const permissions = Array.from(LETTERS, (letter, at) => (mode & (0o400 >> at) ? letter : '-')).join('');
  const own =
    account.name === undefined ? `uid ${account.uid}` : `${oneLine(account.name)} (uid ${account.uid})`;
  const owner = uid === account.uid ? 'the same account' : `uid ${uid}`;
  const letter = right === 'read' ? 'r' : 'x';
  return (
    `this process runs as ${own} and may not ${right} ${oneLine(path)}, which belongs to ${owner} (permissions ${permissions}); ` +
    `as its owner, run: chmod a+${letter} ${inShell(path)}`
  );
}

function currentAccount(): Account {
  const uid = process.getuid?.() ?? -1;
  try {
    return { uid, name: userInfo().username };
  } catch {
    // An account without a name, as containers have them.
    return { uid, name: undefined };
  }
}
