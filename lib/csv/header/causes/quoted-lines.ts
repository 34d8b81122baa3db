import { DELIMITERS } from '../../dialect.ts';
import { countMatches } from '../wanted.ts';
import type { Cause } from './cause.ts';

/** Each line stands in quotes as a whole: its one name is a header by itself. */
export const quotedLines: Cause = ({ names: [name, ...others], raw, found, wanted }) => {
  if (name === undefined || others.some((other) => other !== '') || !/^\s*"/.test(raw)) {
    return undefined;
  }
  const isHeader = DELIMITERS.some(
    (delimiter) => countMatches(name.replaceAll('"', '').split(delimiter), wanted) > Math.max(found, 1),
  );
  return isHeader
    ? 'each line seems to stand in quotes as a whole, as when a spreadsheet opens a CSV file as one column and saves it: remove the quotes round the lines'
    : undefined;
};
