import type { HeaderDefect } from '../defect.ts';

/** A kind of text that is no CSV, by its first characters, white space before them aside. */
interface TextKind {
  readonly pattern: RegExp;
  /** What the file is, after "the file is". */
  readonly name: string;
  readonly advice: string;
}

const EXPORT = 'export it as CSV';

/** All kinds, the narrower ones first. Adding a kind is adding an entry. */
const KINDS: readonly TextKind[] = [
  {
    pattern: /^version https:\/\/git-lfs\.github\.com\//,
    name: 'a Git LFS pointer instead of the file itself',
    advice: 'fetch the file with git lfs pull',
  },
  {
    pattern: /^<(!doctype html|html|head|body|meta|title|script|table|div)\b/i,
    name: 'an HTML page',
    advice:
      "a server sends a page instead of the file when it asks you to sign in or can't find the file: open the file in an editor to see what it says, then download it again",
  },
  { pattern: /^<(\?xml|!--|!doctype|[a-z])/i, name: 'XML', advice: EXPORT },
  { pattern: /^(\[\s*([[{"\]\d-]|true|false|null)|\{\s*["}])/, name: 'JSON', advice: EXPORT },
  { pattern: /^\{\\rtf/, name: 'a document (RTF)', advice: EXPORT },
  {
    pattern: /^(--|\/\*|CREATE TABLE\b|INSERT INTO\b|BEGIN;|SET \w+ ?=)/i,
    name: 'SQL',
    advice: 'export the rows of the table as CSV',
  },
];

const LOOKED_AT_BYTES = 1024;

/**
 * Names what a text is that is no CSV, of a file in which no header was found: titles above a header may begin as these do.
 * @param start where the first line that is not blank starts
 */
export function foreignText(head: Buffer, start: number): HeaderDefect | undefined {
  const text = head.toString('utf8', start, start + LOOKED_AT_BYTES).trimStart();
  const kind = KINDS.find(({ pattern }) => pattern.test(text));
  return kind && { code: 'not_csv', message: `the file is ${kind.name}, not CSV: ${kind.advice}` };
}
