import type { Cause } from './cause.ts';

const JSON_STRING = /^\s*"(?:[^"\\]|\\.)*"\s*$/;

/** Each line is a JSON string: CSV that jq has made, and not written as it is. */
export const jsonStrings: Cause = ({ raw }) =>
  raw.includes('\\"') && JSON_STRING.test(raw)
    ? 'each line is a string of JSON, as jq writes them: run jq with -r (--raw-output), so that @csv is written as it is'
    : undefined;
