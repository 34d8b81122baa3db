import { isUtf8 } from 'node:buffer';
import type { HeaderDefect } from '../defect.ts';
import { SIGNATURES, type Signature } from './signatures.ts';
import { wideCharacters } from './wide-characters.ts';

/** Bytes in which it is looked whether they are a text. */
const LOOKED_AT_BYTES = 512;

/** Characters that no line of text has: control characters but TAB, line ends, form feed, ^Z and ESC. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const NO_TEXT = /[\x00-\x08\x0b\x0e-\x19\x1c-\x1f]/;

/** Names a format, an archive or an encoding that is not UTF-8 text, by the first bytes. */
export function foreignBytes(head: Buffer): HeaderDefect | undefined {
  const signature = SIGNATURES.find((candidate) => isOf(candidate, head));
  if (signature) {
    const { code, name, advice } = signature;
    const told = typeof name === 'string' ? name : name(head);
    return { code, message: `the file is ${told}${code === 'not_csv' ? ', not CSV' : ''}: ${advice}` };
  }
  const code = wideCharacters(head);
  if (code === undefined) {
    return undefined;
  }
  const name = code === 'utf32' ? 'UTF-32' : 'UTF-16';
  return { code, message: `the file is ${name}, not UTF-8 text: save it as UTF-8` };
}

/** Whether bytes are not those of a text, as far as it is looked at them. */
export function isBinary(bytes: Buffer): boolean {
  return NO_TEXT.test(bytes.toString('latin1', 0, LOOKED_AT_BYTES));
}

function isOf({ bytes, at = 0, isLetters = false }: Signature, head: Buffer): boolean {
  const wanted = typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : Buffer.from(bytes);
  if (!head.subarray(at, at + wanted.length).equals(wanted)) {
    return false;
  }
  return !isLetters || isBinary(head) || !isUtf8(head.subarray(0, LOOKED_AT_BYTES - 4));
}
