import { TextDecoder } from 'node:util';
import { isUtf8, MARK } from './text.ts';

/** What an input says of the bytes of its files. */
export type Encoding = 'utf-8' | 'windows-1252';

/** So many bytes at the start of a file are asked whether its lines end with CR alone. */
const LOOKED_FOR_LF = 64 * 1024;

/**
 * A file as UTF-8, one character a byte, in which LF ends the lines: what all other rules are about. Where it is something else than
 * text that can be read, the code of that instead.
 */
export function textOf(
  file: Buffer,
  declared: Encoding,
): { readonly text: string } | { readonly foreign: string } {
  const bytes = file.toString('latin1');
  const text = inUtf8(file, bytes, declared);
  // A file that is decoded is judged as what it comes to: UTF-16 may have been encoded once more.
  const foreign = foreignFormat(bytes) ?? wideCharacters(text);
  return foreign === undefined ? { text: withLineEnds(text) } : { foreign };
}

/** A byte order mark says more than what is declared. */
function inUtf8(file: Buffer, bytes: string, declared: Encoding): string {
  if (bytes.startsWith('\xff\xfe')) {
    return ofUnits(file.length, (at) => file.readUInt16LE(at));
  }
  if (bytes.startsWith('\xfe\xff')) {
    return ofUnits(file.length, (at) => file.readUInt16BE(at));
  }
  if (declared === 'utf-8' || bytes.startsWith(MARK)) {
    return bytes;
  }
  return Buffer.from(new TextDecoder('windows-1252').decode(file)).toString('latin1');
}

/** Two surrogates are one character; one alone becomes three bytes that are no UTF-8. Half a unit at the end is no text either. */
function ofUnits(length: number, unitAt: (at: number) => number): string {
  const pieces: string[] = [];
  for (let at = 0; at + 1 < length; at += 2) {
    const unit = unitAt(at);
    const next = at + 3 < length ? unitAt(at + 2) : 0;
    if (unit >= 0xd800 && unit < 0xdc00 && next >= 0xdc00 && next < 0xe000) {
      pieces.push(...bytesOf(0x10000 + (unit - 0xd800) * 0x400 + (next - 0xdc00)));
      at += 2;
    } else {
      pieces.push(...bytesOf(unit));
    }
  }
  return pieces.join('') + (length % 2 === 1 ? HALF_A_UNIT : '');
}

/** A byte that is no UTF-8. */
const HALF_A_UNIT = '\xff';

/** The bytes of a code point in UTF-8, as if surrogates were characters. */
function bytesOf(code: number): string[] {
  const rest = (shift: number) => 0x80 + (Math.floor(code / 2 ** shift) % 64);
  if (code < 0x80) {
    return [String.fromCharCode(code)];
  }
  const bytes =
    code < 0x800
      ? [0xc0 + Math.floor(code / 64), rest(0)]
      : code < 0x10000
        ? [0xe0 + Math.floor(code / 4096), rest(6), rest(0)]
        : [0xf0 + Math.floor(code / 262_144), rest(12), rest(6), rest(0)];
  return bytes.map((byte) => String.fromCharCode(byte));
}

/** Where no LF is near the start, and a CR outside quotes is, CR ends the lines. */
function withLineEnds(text: string): string {
  const head = text.slice(0, LOOKED_FOR_LF);
  // Every second piece between quotes is outside of them.
  const isOutside = head.split('"').some((piece, index) => index % 2 === 0 && piece.includes('\r'));
  return isOutside && !head.includes('\n') ? text.replaceAll('\r', '\n') : text;
}

function foreignFormat(bytes: string): string | undefined {
  if (bytes.startsWith('\xff\xfe\0\0') || bytes.startsWith('\0\0\xfe\xff')) {
    return 'utf32';
  }
  if (bytes.startsWith('\x1f\x8b')) {
    return 'gzip';
  }
  if (bytes.startsWith('PK\x03\x04') || bytes.startsWith('PK\x05\x06')) {
    return 'zip';
  }
  return undefined;
}

function wideCharacters(bytes: string): string | undefined {
  // ASCII in UTF-16 or UTF-32 without a mark: the same one of two or four bytes is not NUL.
  const sample = bytes.slice(0, Math.floor(Math.min(bytes.length, 256) / 4) * 4);
  const nulls = [0, 1, 2, 3].map((place) => {
    const those = [...sample].filter((_, index) => index % 4 === place);
    return those.filter((byte) => byte === '\0').length > 0.7 * those.length;
  });
  const pattern = nulls.map((mostlyNul) => (mostlyNul ? '0' : 'x')).join('');
  if (pattern === 'x000' || pattern === '000x') {
    return 'utf32';
  }
  return pattern === 'x0x0' || pattern === '0x0x' ? 'utf16' : undefined;
}

/** What of the bytes of a line keeps it from being read. */
export const byteDefects = (content: string): string[] => [
  ...(isUtf8(content) ? [] : ['invalid_utf8']),
  ...(content.includes('\0') ? ['nul_byte'] : []),
];
