import { lineEnd } from '../lines/opening.ts';
import type { Cause } from './cause.ts';

const RULE = /^[\s|+:=-]*-{2}[\s|+:=-]*$/;

/** The second line is a rule of dashes, as psql and Markdown draw it. */
export const drawnTable: Cause = ({ text: { bytes }, end }) => {
  const next = bytes.toString('utf8', end + 1, Math.min(lineEnd(bytes, end + 1), end + 1 + 4096));
  return RULE.test(next)
    ? 'the file is a table drawn with bars and dashes, as in psql or Markdown: export it as CSV (psql --csv)'
    : undefined;
};
