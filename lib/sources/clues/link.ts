import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { oneLine } from '../../messages/one-line.ts';
import type { Clue } from './clue.ts';

/** What there is to know of a path that is a symbolic link, and leads nowhere. @param what is wanted there */
export function linkClue(path: string, what: 'file' | 'folder'): Clue | undefined {
  const target = targetOf(path);
  if (target === undefined) {
    return undefined;
  }
  const whole = resolve(dirname(path), target);
  const also = whole === target ? '' : ` (${oneLine(whole)})`;
  if (whole === resolve(path)) {
    return { seen: 'is a symbolic link to itself', hints: [`replace it with the ${what} itself`] };
  }
  const seen = `is a symbolic link to ${oneLine(target)}${also}, which can't be read`;
  return { seen, hints: [`put the ${what} there, or replace the link with the ${what} itself`] };
}

function targetOf(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}
