import { visible } from '../../../messages/visible.ts';
import { unreadableField } from '../seen/seen-in-row.ts';
import { type Cause, named } from './cause.ts';

/** More of a row than that in NULs is a wide encoding. */
const MANY_NULS = 0.3;

const nulsIn = (raw: string): number => raw.split('␀').length - 1;

/** The first half of a character of UTF-16 or the second, alone: its three bytes in UTF-8 as they are in windows-1252. */
const HALF_CHARACTER = /í(?:<U\+00A[0D]>|[\u00a1-\u00bf])[<\u00a1-\u00bf\u0100-\uffff]/;

/** Signs and capitals of windows-1252, and what it does not have, in the middle of a word: so letters of other encodings look in it. */
const IN_A_WORD = /\p{L}(?:[€‚ƒ„†‡ˆ‰‹•˜›™¤§¦ŸŠŽŒ”]|<U\+00(?:8[1DF]|9[0D])>)+\p{Ll}/u;

/** What the odd last byte of a file in UTF-16 is read as (lib/sources/transforms/utf-16.ts), as it is in windows-1252. */
const ODD_BYTE = 'ÿ';

/** Causes of rows that can't be read as they are, and of doubts about rows. */
export const ROW_CAUSES: readonly Cause[] = [
  {
    reasons: ['invalid_utf8'],
    hint: ({ seen }) =>
      HALF_CHARACTER.test(seen ?? '')
        ? 'half of a character, such as an emoji, is missing: the text was cut in the middle of it'
        : undefined,
  },
  {
    reasons: ['invalid_utf8'],
    hint: ({ seen }) =>
      seen?.endsWith(ODD_BYTE)
        ? 'its last byte is FF: a UTF-16 file that ends in the middle of a character because it was not copied completely; or, in a file without a byte order mark, a ÿ of windows-1252'
        : undefined,
  },
  {
    reasons: ['invalid_utf8'],
    hint({ seen, fields, header }) {
      const column = header.names[unreadableField(fields)] ?? 'it';
      return IN_A_WORD.test(seen ?? '')
        ? `the file is neither UTF-8 nor windows-1252 (in which ${visible(column)} would be "${seen}"), but probably what Excel calls CSV (Macintosh) or CSV (MS-DOS): save it as CSV UTF-8`
        : undefined;
    },
  },
  {
    reasons: ['invalid_utf8'],
    hint({ seen, fields, header }) {
      const remedy = "save the file as UTF-8, or declare the input with encoding: 'windows-1252'";
      const column = header.names[unreadableField(fields)];
      return seen === null || column === undefined
        ? `the file is probably windows-1252: ${remedy}`
        : `${visible(column)} is likely "${seen}", in windows-1252: ${remedy}`;
    },
  },
  {
    reasons: ['nul_byte'],
    hint: ({ raw }) =>
      nulsIn(raw) > raw.length * MANY_NULS
        ? 'the row is probably UTF-16 in a UTF-8 file: save the whole file as UTF-8'
        : 'NUL bytes come from files that were not written completely, or from fields of fixed length: export the file again',
  },
  {
    reasons: ['record_too_long'],
    hint: () => 'a line end is missing; if the row is right, raise ETL_MAX_RECORD_BYTES',
  },
  {
    reasons: ['long_value'],
    hint: ({ line, lastLine, fields, header }) => {
      const place = fields.findIndex((field) => field.includes('\n'));
      const column = header.names[place] ?? 'a value';
      const further = lastLine - line === 1 ? 'the line after it' : `line ${lastLine}`;
      return `${visible(column)} begins with a quote on line ${line} that is closed on ${further}: if these are rows, remove the quote; if it is a text, nothing is wrong`;
    },
  },
  {
    reasons: ['unended_line'],
    hint: ({ fields }) =>
      `its last value is ${named(fields.at(-1) ?? '')}: if that is complete, nothing is wrong`,
  },
];
