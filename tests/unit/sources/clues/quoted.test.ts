import { expect, test } from 'vitest';
import { inModel, inShell } from '../../../../lib/sources/clues/quoted.ts';

test.each([
  ['users (1).csv', "'users (1).csv'"],
  ["it's; rm x", "'it'\\''s; rm x'"],
])('%s is one word of a command', (path, word) => {
  expect(inShell(path)).toBe(word);
});

test.each([
  ['users.csv', "'users.csv'"],
  ["it's\\.csv", "'it\\'s\\\\.csv'"],
])('%s is a text of TypeScript', (name, text) => {
  expect(inModel(name)).toBe(text);
});
