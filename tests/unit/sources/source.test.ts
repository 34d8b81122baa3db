import { expect, test } from 'vitest';
import { changeBetween, type Version } from '../../../lib/sources/source.ts';

const version: Version = { uri: '/data/users.csv', size: 3, tag: '1', encoding: 'identity' };

test('a version did not change from itself', () => {
  const change = changeBetween(version, { ...version });

  expect(change).toBeUndefined();
});

test.each([
  ['from /data/users.csv to /elsewhere.csv', { uri: '/elsewhere.csv' }],
  ['from 3 to 4 bytes', { size: 4 }],
  ['written to, or replaced', { tag: '2' }],
  ['written to, or replaced', { encoding: 'gzip' as const }],
])('a change is told: %s', (text, other) => {
  const change = changeBetween(version, { ...version, ...other });

  expect(change).toContain(text);
});
