import { countMatches } from '../columns/wanted.ts';
import { readHeaderLine } from '../lines/line.ts';
import { LAST_TRIED_LINE } from '../lines/lines-below.ts';
import { lineEnd, markLength } from '../lines/opening.ts';
import { enumerated, shown } from '../shown.ts';
import { type Cause, hasMore } from './cause.ts';

/** Among the lines where a header may stand, one has more of the columns than the first, which is a title then; but it lacks some. */
export const nearlyAHeader: Cause = (header) => {
  const { text, wanted } = header;
  const { bytes, delimiters } = text;
  let start = header.end + 1;
  for (let line = header.line + 1; line <= LAST_TRIED_LINE && start < bytes.length; line++) {
    const end = lineEnd(bytes, start) + 1;
    const alone = { bytes: bytes.subarray(0, end), complete: true, delimiters };
    const { names } = readHeaderLine(alone, start + markLength(bytes, start), (found) =>
      countMatches(found, wanted),
    );
    const lacking = wanted.filter((column) => column.required && countMatches(names, [column]) === 0);
    if (lacking.length > 0 && hasMore(names, header)) {
      const columns = enumerated(shown(lacking.map(({ name }) => name)));
      return `line ${line} seems to be the header, but lacks ${columns}: it has ${enumerated(shown(names))}`;
    }
    start = end;
  }
  return undefined;
};
