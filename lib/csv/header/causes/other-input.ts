import { DELIMITERS } from '../../dialect.ts';
import { countMatches, hasRequired } from '../columns/wanted.ts';
import { readHeaderLine } from '../lines/line.ts';
import { type Cause, knownColumns } from './cause.ts';

/** It is the header of a file of another input. */
export const otherInput: Cause = (header) => {
  const { text, start, end, names: own, context } = header;
  const found = countMatches(own, knownColumns(header));
  const alone = { bytes: text.bytes.subarray(0, end), complete: true, delimiters: DELIMITERS };
  const other = context.others?.find(({ columns }) => {
    const { names } = readHeaderLine(alone, start, (some) => countMatches(some, columns));
    return hasRequired(names, columns) && countMatches(names, columns) > found;
  });
  return (
    other && `it has the columns of ${other.name}: are ${context.file ?? 'it'} and ${other.files} swapped?`
  );
};
