import { quoted } from '../../messages/visible.ts';
import type { HeaderDefect } from './defect.ts';
import { isBinary } from './foreign/foreign-bytes.ts';
import { byteDefectsOf } from './lines/line.ts';

/** What windows-1252 has besides letters that people write. */
const LETTERS = /^[\p{L}€‚„…‘’“”•–—™°²³µ·½¼¾§«»¿¡]+$/u;

const SHOWN_CHARACTERS = 60;

/** What is wrong with the bytes of a header. */
export function byteDefects(header: Buffer, line: number): HeaderDefect[] {
  return byteDefectsOf(header).map((code) => ({ code, message: MESSAGES[code](header, line) }));
}

/** That a first line, which has none of the columns, is not of a text at all. */
export function binaryDefect(header: Buffer, line: number): HeaderDefect | undefined {
  const codes = byteDefectsOf(header);
  const code = codes.find((own) => own === 'nul_byte') ?? codes[0];
  return code === 'nul_byte' || (code !== undefined && isBinary(header))
    ? { code, message: binaryMessage(line) }
    : undefined;
}

export const binaryMessage = (line: number): string =>
  `the file is binary, not CSV (line ${line} has bytes that no text has): export it as CSV`;

const MESSAGES = {
  invalid_utf8: (header: Buffer, line: number): string => {
    const text = new TextDecoder('windows-1252').decode(header).trim();
    const beyondAscii = text.match(/[^\0-\x7f]/g)?.join('') ?? '';
    const seen = `the header on line ${line} is not valid UTF-8`;
    return LETTERS.test(beyondAscii)
      ? `${seen}; read as windows-1252 it is ${quoted(text, SHOWN_CHARACTERS)}: save the file as UTF-8, or declare encoding: 'windows-1252' for its input`
      : `${seen}: save the file as UTF-8`;
  },
  nul_byte: (_header: Buffer, line: number): string =>
    `the header on line ${line} contains a NUL byte: remove it, or export the file again`,
};
