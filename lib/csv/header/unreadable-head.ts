import { quoted } from '../../messages/visible.ts';
import { DELIMITERS } from '../dialect.ts';
import type { HeaderDefect } from './defect.ts';
import { foreignBytes } from './foreign/foreign-bytes.ts';
import type { HeadText } from './lines/line.ts';
import { delimiterOf, lineEnd, markLength, type Opening } from './lines/opening.ts';

/** The frame of a table as mysql draws it. */
const FRAME = /^\+[-=+]+\+\s*$/;
const FRAME_BYTES = 4096;

/** What makes it pointless to look for names at all. */
export function unreadableHead(
  { bytes, complete }: HeadText,
  { start, line, sep, sepLine }: Opening,
): HeaderDefect | undefined {
  const foreign = foreignBytes(bytes);
  if (foreign !== undefined) {
    return foreign;
  }
  if (bytes.length === markLength(bytes, 0)) {
    return { code: 'empty_file', message: 'the file is empty' };
  }
  if (sep !== undefined && delimiterOf(sep) === undefined) {
    const message = `line ${sepLine} (sep=) declares ${quoted(sep)} as the delimiter: use a comma, semicolon, bar (|) or TAB instead`;
    return { code: 'unknown_delimiter', message };
  }
  if (start === bytes.length) {
    return complete
      ? {
          code: 'no_header',
          message:
            'the file has no header, only blank lines: export it again, with the column names on the first line',
        }
      : {
          code: 'header_too_long',
          message: `the first ${bytes.length} bytes are only blank lines: remove them`,
        };
  }
  if (FRAME.test(bytes.toString('latin1', start, Math.min(lineEnd(bytes, start), start + FRAME_BYTES)))) {
    const remedy = 'export it as CSV or, with mysql --batch, with TABs between the columns';
    return {
      code: 'not_csv',
      message: `the file is a table drawn with lines, as mysql does (line ${line}): ${remedy}`,
    };
  }
  return undefined;
}

/** The delimiters that a file may have: all, or the one that its sep= line tells. */
export function delimitersOf({ sep }: Opening): HeadText['delimiters'] {
  const told = sep === undefined ? undefined : delimiterOf(sep);
  return told === undefined ? DELIMITERS : [told];
}
