import { expect, test } from 'vitest';
import { capitalised, counted, countedOf } from '../../../lib/http/message.ts';

test.each([
  [0, '0 runs'],
  [1, '1 run'],
  [2, '2 runs'],
])('%i of something is told as %s', (count, text) => {
  expect(counted(count, 'run')).toBe(text);
});

test.each([
  [0, '0 people'],
  [1, '1 person'],
  [2, '2 people'],
])('%i rows of an input are told in its own words: %s', (count, text) => {
  expect(countedOf(count, { one: 'person', name: 'people' })).toBe(text);
});

test('a word begins a sentence with a capital', () => {
  expect(capitalised('person')).toBe('Person');
});
