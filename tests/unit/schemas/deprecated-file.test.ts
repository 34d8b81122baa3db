import { describe, expect, test } from 'vitest';
import { fileStemOf, inputOfFile, inputOfQuery } from '../../../lib/schemas/deprecated-file.ts';
import { rejectsQuery } from '../../../lib/schemas/parameters.ts';
import { rejectPosition } from '../../../lib/schemas/run.ts';
import { INPUT_NAMES } from '../../../lib/store/runs/parts.ts';

test.each(INPUT_NAMES)('the input %s is found again by its file', (input) => {
  expect(inputOfFile(fileStemOf(input))).toBe(input);
});

describe('a query', () => {
  test.each([
    ['by its name', { input: 'experiments' }, 'experiments'],
    ['by its file', { file: 'user_experiments' }, 'experiments'],
    ['in both ways', { input: 'experiments', file: 'user_experiments' }, 'experiments'],
    ['in none', {}, undefined],
  ])('names an input %s', (_how, query, input) => {
    expect(inputOfQuery(rejectsQuery.parse(query))).toBe(input);
  });

  test('does not know an input by the name of its file', () => {
    expect(rejectsQuery.safeParse({ input: 'user_experiments' }).success).toBe(false);
  });
});

describe('a cursor', () => {
  test.each([
    ['of this release', 'experiments'],
    ['of an earlier one', 'user_experiments'],
  ])('%s is understood', (_release, name) => {
    expect(rejectPosition.parse([name, '5', '7'])).toEqual(['experiments', '5', '7']);
  });

  test('of nobody is refused', () => {
    expect(rejectPosition.safeParse(['people', '5', '7']).success).toBe(false);
  });
});
