import { DELIMITERS } from '../../dialect.ts';
import { type Cause, hasMore } from './cause.ts';

/** Each line stands in quotes as a whole: its one name is a header by itself. */
export const quotedLines: Cause = (header) => {
  const {
    names: [name, ...others],
    raw,
  } = header;
  if (name === undefined || others.some((other) => other !== '') || !/^\s*"/.test(raw)) {
    return undefined;
  }
  const isHeader = DELIMITERS.some((delimiter) => hasMore(name.replaceAll('"', '').split(delimiter), header));
  return isHeader
    ? 'each whole line seems to be in quotes, as when a spreadsheet opens a CSV file as one column and saves it: remove the quotes around the lines'
    : undefined;
};
