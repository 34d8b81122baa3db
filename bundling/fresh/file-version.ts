import { hash } from 'node:crypto';
import { readFileSync, type Stats, statSync } from 'node:fs';

/** What a file had in it when it was looked at. */
export interface FileVersion {
  readonly hash: string;
  /** Size and times of the file then, as long as they stand for what is in it. */
  readonly seen?: string;
}

/**
 * A file that was changed less than this before it was looked at may be changed once more within the same tick of the file
 * system's clock, and keep its size: then its times tell nothing. FAT's clock has the longest ticks, 2 s.
 */
const SETTLED_AFTER_MS = 3_000;

/** A version that no file has. */
export const UNKNOWN_VERSION: FileVersion = { hash: '' };

/** Whether a file was changed after a moment, in milliseconds since 1970. One that is not there was not. */
export function wasChangedAfter(path: string, moment: number): boolean {
  const stats = statsOf(path);
  return stats !== undefined && Math.max(stats.mtimeMs, stats.ctimeMs) > moment;
}

/** The version of a file as it is now; undefined when it can't be read. */
export function versionOf(path: string): FileVersion | undefined {
  // Before it is read: a change in between then shows.
  const stats = statsOf(path);
  if (stats === undefined) {
    return undefined;
  }
  try {
    return withSeen(hashOfFile(readFileSync(path)), stats);
  } catch {
    return undefined;
  }
}

/** The version of a file that was just written. @param contents what was written */
export function writtenVersion(contents: Uint8Array): FileVersion {
  return { hash: hashOfFile(contents) };
}

/**
 * Compares a file with a version of it. As long as its size and times are those that were seen, it is not read.
 *
 * @returns that version when nothing changed, or a newer one of the same contents; undefined when it has other contents, or is gone
 */
export function sameVersion(path: string, version: FileVersion): FileVersion | undefined {
  const stats = statsOf(path);
  if (stats === undefined) {
    return undefined;
  }
  if (version.seen === seenOf(stats)) {
    return version;
  }
  const now = versionOf(path);
  return now?.hash === version.hash ? now : undefined;
}

function withSeen(contents: string, stats: Stats): FileVersion {
  const isSettled = Date.now() - Math.max(stats.mtimeMs, stats.ctimeMs) > SETTLED_AFTER_MS;
  return isSettled ? { hash: contents, seen: seenOf(stats) } : { hash: contents };
}

/** ctime as well: who sets the time of a file back, as `cp -p` and `tar` do, can't set that one. */
const seenOf = ({ size, mtimeMs, ctimeMs }: Stats): string => `${size} ${mtimeMs} ${ctimeMs}`;

const hashOfFile = (contents: Uint8Array): string => hash('sha256', contents, 'hex').slice(0, 32);

function statsOf(path: string): Stats | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() ? stats : undefined;
}
