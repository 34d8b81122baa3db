import type { Cause } from './cause.ts';

const JSON_STRING = /^\s*"(?:[^"\\]|\\.)*"\s*$/;

/** Each line is a JSON string: CSV that jq has made, and not written as it is. */
export const jsonStrings: Cause = ({ raw }) =>
  raw.includes('\\"') && JSON_STRING.test(raw)
    ? 'each line is a JSON string, as jq writes it: run jq with -r (--raw-output), which writes the output of @csv as plain CSV'
    : undefined;
