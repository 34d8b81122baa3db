import { columnDefects } from '../columns/columns.ts';
import { countMatches, type HeaderContext, hasRequired, type WantedColumn } from '../columns/wanted.ts';
import { byteDefectsOf, endsLinesWithCr, type HeaderLine, type HeadText, readHeaderLine } from './line.ts';
import { markLength } from './opening.ts';
import { type LinePlace, physicalLines } from './physical-lines.ts';

/** A header below other lines is looked for up to this line. */
export const LAST_TRIED_LINE = 20;

/** A line that can be the header. */
export interface UsableLine {
  readonly line: number;
  readonly read: HeaderLine;
}

/**
 * The physical lines that have all needed columns and no defect, each by itself: what is in them is looked at once.
 *
 * @param from a line; those after it are looked at
 * @param range the numbers of the first and the last line that are tried
 * @param most it stops when so many are found
 */
export function usableLines(
  text: HeadText,
  from: LinePlace,
  wanted: readonly WantedColumn[],
  context: HeaderContext,
  [first, last]: readonly [number, number],
  most = Number.POSITIVE_INFINITY,
): UsableLine[] {
  const { bytes } = text;
  const found: UsableLine[] = [];
  for (const { start, line, end } of physicalLines(bytes, from, last)) {
    if (line >= first && (end < bytes.length || text.complete)) {
      const read = usable(text, start + markLength(bytes, start), end, line, wanted, context);
      found.push(...(read ? [{ line, read }] : []));
    }
    if (found.length >= most) {
      break;
    }
  }
  return found;
}

/** A line as a header, if it can be one. */
function usable(
  { bytes, delimiters }: HeadText,
  start: number,
  end: number,
  line: number,
  wanted: readonly WantedColumn[],
  context: HeaderContext,
): HeaderLine | undefined {
  const alone = {
    bytes: bytes.subarray(0, Math.min(end + 1, bytes.length)),
    complete: end === bytes.length,
    delimiters,
  };
  const read = readHeaderLine(alone, start, (names) => countMatches(names, wanted));
  if (
    read.defect !== undefined ||
    read.end !== alone.bytes.length ||
    countMatches(read.names, wanted) === 0 ||
    !hasRequired(read.names, wanted) ||
    endsLinesWithCr(alone.bytes, start) ||
    byteDefectsOf(bytes.subarray(start, end)).length > 0
  ) {
    return undefined;
  }
  return columnDefects(read, line, wanted, context, () => undefined).length === 0 ? read : undefined;
}
