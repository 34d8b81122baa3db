import { LAST_TRIED_LINE, usableLines } from '../lines/lines-below.ts';
import type { Cause } from './cause.ts';

/** So many lines are looked at for a header that is too far down. */
const LAST_LINE = 1000;

/** A line further down has all columns, but it is too far down to be taken. */
export const headerBelow: Cause = ({ text, start, line, wanted, context }) => {
  const [header] = usableLines(text, { start, line }, wanted, context, [LAST_TRIED_LINE + 1, LAST_LINE], 1);
  return (
    header &&
    `line ${header.line} has all the columns needed, but the header must be in the first ${LAST_TRIED_LINE} lines: remove the lines above it`
  );
};
