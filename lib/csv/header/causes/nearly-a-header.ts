import { enumerated } from '../../../messages/first-few.ts';
import { countMatches } from '../columns/wanted.ts';
import { readHeaderLine } from '../lines/line.ts';
import { LAST_TRIED_LINE } from '../lines/lines-below.ts';
import { markLength } from '../lines/opening.ts';
import { physicalLines } from '../lines/physical-lines.ts';
import { shown } from '../shown.ts';
import { type Cause, hasMore } from './cause.ts';

/** Among the lines where a header may stand, one has more of the columns than the first, which is a title then; but it lacks some. */
export const nearlyAHeader: Cause = (header) => {
  const { text, wanted } = header;
  const { bytes, delimiters } = text;
  const next = { start: header.end + 1, line: header.line + 1 };
  for (const { line, start, end } of physicalLines(bytes, next, LAST_TRIED_LINE)) {
    const alone = { bytes: bytes.subarray(0, end + 1), complete: true, delimiters };
    const { names } = readHeaderLine(alone, start + markLength(bytes, start), (found) =>
      countMatches(found, wanted),
    );
    const lacking = wanted.filter((column) => column.required && countMatches(names, [column]) === 0);
    if (lacking.length > 0 && hasMore(names, header)) {
      const columns = enumerated(shown(lacking.map(({ name }) => name)));
      return `line ${line} seems to be the header, but lacks ${columns}: it has ${enumerated(shown(names))}`;
    }
  }
  return undefined;
};
