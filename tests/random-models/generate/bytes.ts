import { gzipSync } from 'node:zlib';
import type { Random } from '../../fuzz/random.ts';

/** How the characters of a source become bytes. */
export type Written = 'utf-8' | 'utf-8 with a mark' | 'utf-16le' | 'utf-16be' | 'windows-1252';
export type Packed = 'plain' | 'gzip' | 'two members';

/** Those that no input has to declare, each as often as it is to be tried. */
export const ENCODINGS = [
  ...(['utf-8', 'utf-8', 'utf-8', 'utf-8', 'utf-8', 'utf-8', 'utf-8'] as const),
  ...(['utf-8 with a mark', 'utf-8 with a mark', 'utf-16le', 'utf-16be'] as const),
] as const;

/** The bytes of a source, and what they say: with the mark, if there is one. */
export interface Encoded {
  readonly bytes: Buffer;
  readonly text: string;
}

const MARK = '\ufeff';

/** A text in an encoding. One that windows-1252 can't say is in UTF-8 with a mark, which is read as such whatever is declared. */
export function encoded(text: string, written: Written): Encoded {
  if (written === 'windows-1252') {
    const bytes = [...text].map((character) => WINDOWS_1252.get(character));
    const known = bytes.filter((byte) => byte !== undefined);
    return known.length === bytes.length
      ? { bytes: Buffer.from(known), text }
      : encoded(text, 'utf-8 with a mark');
  }
  const marked = written === 'utf-8' ? text : MARK + text;
  return { bytes: BYTES[written](marked), text: marked };
}

const BYTES: Readonly<Record<Exclude<Written, 'windows-1252'>, (text: string) => Buffer>> = {
  'utf-8': (text) => Buffer.from(text),
  'utf-8 with a mark': (text) => Buffer.from(text),
  'utf-16le': (text) => Buffer.from(text, 'utf16le'),
  'utf-16be': (text) => Buffer.from(text, 'utf16le').swap16(),
};

/** The byte of each character that has one. */
const WINDOWS_1252 = new Map(
  Array.from({ length: 256 }, (_, byte) => [new TextDecoder('windows-1252').decode(Buffer.of(byte)), byte]),
);

/** The bytes as a file has them. */
export function packed(random: Random, how: Packed, bytes: Buffer): Buffer {
  if (how === 'plain') {
    return bytes;
  }
  if (how === 'gzip') {
    return gzipSync(bytes);
  }
  const cut = random.below(bytes.length + 1);
  return Buffer.concat([gzipSync(bytes.subarray(0, cut)), gzipSync(bytes.subarray(cut))]);
}
