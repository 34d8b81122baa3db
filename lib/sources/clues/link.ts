import { lstatSync, readlinkSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { oneLine } from '../../one-line.ts';
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
    return { seen: 'is a symbolic link to itself', hints: [`put the ${what} itself in its place`] };
  }
  const seen = `is a symbolic link to ${oneLine(target)}${also}, and nothing can be read there`;
  return { seen, hints: [`put that ${what} there, or the ${what} itself in the place of the link`] };
}

function targetOf(path: string): string | undefined {
  try {
    return lstatSync(path).isSymbolicLink() ? readlinkSync(path) : undefined;
  } catch {
    return undefined;
  }
}
