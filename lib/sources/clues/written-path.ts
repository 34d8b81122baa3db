import { posix } from 'node:path';
import { oneLine } from '../../messages/one-line.ts';
import type { Clue } from './clue.ts';

/**
 * What is wrong with how a path is written, if that tells why nothing is there.
 * @param home the home folder of who runs this
 */
export function writtenPathClue(path: string, home: string): Clue | undefined {
  return bucketClue(path) ?? homeClue(path, home) ?? windowsClue(path);
}

/** An address of S3 with one slash, which is how a path is made of one with two. */
function bucketClue(path: string): Clue | undefined {
  const [, rest] = /(?:^|\/)s3:\/([^/].*)$/is.exec(path) ?? [];
  return rest === undefined
    ? undefined
    : { seen: 'there is no such folder', hints: [`if you mean a bucket of S3, write s3://${oneLine(rest)}`] };
}

/** A `~` that no shell has replaced: in .env, in quotes, or after an equals sign. */
function homeClue(path: string, home: string): Clue | undefined {
  const found = /(?:^|\/)~(\/.*)?$/s.exec(path);
  if (!found) {
    return undefined;
  }
  const meant = posix.join(home, found[1] ?? '');
  return {
    seen: 'there is no folder named ~',
    hints: [
      `~ means your home folder only in a shell, outside quotes, and not in .env: write ${oneLine(meant)}`,
    ],
  };
}

/** A path with a drive. Without quotes, a shell takes its backslashes away. */
function windowsClue(path: string): Clue | undefined {
  const [, drive, rest = ''] = /(?:^|\/)([A-Za-z]):([\\/].*|[^/]*)$/s.exec(path) ?? [];
  if (drive === undefined) {
    return undefined;
  }
  const mounted = `/mnt/${drive.toLowerCase()}`;
  const isWhole = rest === '' || /^[\\/]/.test(rest);
  const meant = isWhole ? posix.join(mounted, rest.replaceAll('\\', '/')) : `${mounted}/…`;
  return {
    seen: 'there is no such folder',
    hints: [`that is a Windows path, which does not work here: in WSL it is ${oneLine(meant)}`],
  };
}
