import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cut } from '../../../../terminal/lines/cut.ts';
import { wrapped } from '../../../../terminal/lines/wrap.ts';

describe('a sentence', () => {
  test('is one line where lines may be as long as they like', () => {
    expect(wrapped('one two three', undefined, { first: '- ', rest: '  ' })).toEqual(['- one two three']);
  });

  test('is broken between words, with its further lines indented', () => {
    expect(wrapped('one two three', 9, { first: '- ', rest: '  ' })).toEqual(['- one two', '  three']);
  });

  test('has a word that is longer than a line on one line, so that a path can be copied', () => {
    expect(wrapped('in /a/very/long/path now', 8)).toEqual(['in', '/a/very/long/path', 'now']);
  });

  test('of pieces is broken between these only', () => {
    expect(wrapped(['3 × 9,', '1 × 8,', '1 × 7'], 14)).toEqual(['3 × 9, 1 × 8,', '1 × 7']);
  });

  test('can steer no terminal, and what is written for that counts', () => {
    expect(wrapped('a\u001b b', 9)).toEqual(['a<U+001B>', 'b']);
  });

  test('loses no word, and has lines that fit unless a word does not', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1 });
    const property = fc.property(words, fc.integer({ min: 10, max: 40 }), (all, width) => {
      const lines = wrapped(all.join(' '), width, { rest: '  ' });

      expect(lines.flatMap((line) => line.trim().split(' '))).toEqual(all);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(width);
    });

    fc.assert(property);
  });
});

describe('a text that is cut', () => {
  test('ends with a sign of it', () => {
    expect(cut('abcdef', 4)).toBe('abc…');
  });

  test('is whole where it fits', () => {
    expect(cut('abcd', 4)).toBe('abcd');
  });

  test('has no half of a character', () => {
    expect(cut('a🙂🙂🙂', 3)).toBe('a🙂…');
  });
});
