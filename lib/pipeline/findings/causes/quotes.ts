import { visible } from '../../../messages/visible.ts';
import type { Cause, Example } from './cause.ts';

const QUOTES = ['stray_quote', 'unclosed_quote'];
const ALL = [...QUOTES, 'wrong_column_count', 'record_too_long'];

const IN_QUOTES = 'double it and put the value in quotes';

/** The name of the column that the first quote of the row stands in. */
function columnOfQuote({ raw, header }: Example): string | undefined {
  const before = raw.slice(0, raw.indexOf('"'));
  return header.names[before.split(header.delimiter).length - 1];
}

/** Causes of quotes where none may be, and of rows that are parted since others don't quote. */
export const QUOTE_CAUSES: readonly Cause[] = [
  {
    reasons: ALL,
    hint({ raw, reason, header, fields }) {
      const isParted = reason !== 'wrong_column_count' || fields.length > header.width;
      return isParted && /[“„”«]/.test(raw)
        ? 'curly quotes (“ ”) count as text, not as quotes: use straight ones (")'
        : undefined;
    },
  },
  {
    reasons: ['wrong_column_count'],
    hint: ({ raw, header, fields }) =>
      fields.length > header.width && singleQuoted(header.delimiter).test(raw)
        ? 'single quotes (\') count as text, not as quotes: use double ones (")'
        : undefined,
  },
  {
    reasons: QUOTES,
    hint(example) {
      return /\d\s?"/.test(example.raw)
        ? `the quote${inColumn(example)} is probably an inch sign: ${IN_QUOTES}, as in "6"" tall"`
        : undefined;
    },
  },
  {
    reasons: ['unclosed_quote', 'record_too_long'],
    hint(example) {
      return example.raw.includes('"')
        ? `remove the quote${inColumn(example)}; if it is part of the value, ${IN_QUOTES}`
        : undefined;
    },
  },
  {
    reasons: ['stray_quote'],
    hint: (example) =>
      example.header.delimiter === '\t'
        ? `the quote${inColumn(example)} is part of the value: databases write files with TABs without quotes (OUTFILE, mysql --batch, COPY); export as CSV, with quotes around texts`
        : undefined,
  },
  {
    reasons: ['stray_quote'],
    hint: (example) =>
      `the quote${inColumn(example)} is superfluous or part of the value: remove it, or ${IN_QUOTES}, as in "so ""called"""`,
  },
];

function inColumn(example: Example): string {
  const name = columnOfQuote(example);
  return name === undefined ? '' : ` in ${visible(name)}`;
}

/** A field that begins and ends with a single quote and has a delimiter in between. */
const singleQuoted = (delimiter: string): RegExp => {
  const between = delimiter === '|' ? '\\|' : delimiter;
  return new RegExp(`(?:^|${between})\\s*'[^']*${between}[^']*'\\s*(?:${between}|$)`);
};
