import { expect, test } from 'vitest';
import { nearest } from '../../../../local/command-line/nearest.ts';

const NAMES = ['serve', 'status', 'rejects', 'accept-deletes', 'sql'];

test.each([
  ['two letters exchanged', 'stauts', 'status'],
  ['a letter left out', 'reject', 'rejects'],
  ['a letter too many', 'servve', 'serve'],
  ['another letter', 'sqk', 'sql'],
  ['capitals', 'STATUS', 'status'],
  ['several slips in a long name', 'acept-delets', 'accept-deletes'],
])('%s is still that name', (_what, given, meant) => {
  expect(nearest(given, NAMES)).toBe(meant);
});

test.each(['', 'x', 'nonsense', 'start', 'abc'])('%j is none of them', (given) => {
  expect(nearest(given, NAMES)).toBeUndefined();
});

test('of several the nearest is meant', () => {
  expect(nearest('statusse', ['stats', 'status'])).toBe('status');
});
