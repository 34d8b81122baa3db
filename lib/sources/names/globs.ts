import { posix } from 'node:path';

/** Whether a pattern asks for names that it does not spell out: `*`, `?`, `[a-z]`, `{a,b}` and `**` do. */
export const isGlob = (pattern: string): boolean => /[*?[{]/.test(pattern);

/**
 * Whether a pattern is of a name: they are the same, or the glob matches it. A part of a name that begins with a dot is matched
 * only by one of a pattern that begins with a dot, too. A `/` is matched by nothing but a `/` and `**`.
 */
export function matches(name: string, pattern: string): boolean {
  if (name === pattern) {
    return true;
  }
  return (asksForHidden(pattern) || !isHidden(name)) && posix.matchesGlob(name, withoutExtensions(pattern));
}

/** Whether there may be names below a folder that the pattern is of. */
export function mayMatchBelow(folder: string, pattern: string): boolean {
  if (/\{[^}]*\//.test(pattern)) {
    // Its parts are not those of the names.
    return asksForHidden(pattern) || !isHidden(folder);
  }
  const parts = pattern.split('/');
  const folders = folder.split('/');
  const anyDepth = parts.indexOf('**');
  const known = anyDepth < 0 ? folders : folders.slice(0, anyDepth);
  if (known.length >= parts.length || !known.every((part, index) => matches(part, parts[index] ?? ''))) {
    return false;
  }
  const rest = folders.slice(known.length);
  return rest.length === 0 || asksForHidden(pattern) || !isHidden(rest.join('/'));
}

/** Whether a part of a name begins with a dot. */
const isHidden = (name: string): boolean => /(^|\/)\./.test(name);

/** Whether a part of a pattern, or of what it has in braces, begins with a dot. */
const asksForHidden = (pattern: string): boolean => /(^|[/{,])\./.test(pattern);

/** Node matches `+(a)`, `@(a)` and the like, too: brackets are in the names of copies, as in `users (1).csv`. */
const withoutExtensions = (pattern: string): string => pattern.replaceAll(/(?<=[?*+@!])\(/g, '[(]');
