import { describe, expect, test } from 'vitest';
import { enumerated, firstFew } from '../../../lib/messages/first-few.ts';

const own = (text: string) => text;

describe('firstFew', () => {
  test('tells all when there are not more', () => {
    expect(firstFew(['a', 'b'], 2, own)).toEqual(['a', 'b']);
  });

  test('tells the first, and how many more there are', () => {
    expect(firstFew(['a', 'b', 'c', 'd'], 2, own)).toEqual(['a', 'b', '2 more']);
  });

  test('tells how many more there are in other words', () => {
    expect(firstFew(['a', 'b'], 1, own, (others) => `and ${others} more`)).toEqual(['a', 'and 1 more']);
  });
});

describe('enumerated', () => {
  test.each([
    [[], ''],
    [['a'], 'a'],
    [[1, 2], '1 and 2'],
    [['a', 'b', '2 more'], 'a, b and 2 more'],
  ])('makes %j a text', (things, text) => {
    expect(enumerated(things)).toBe(text);
  });
});
