import { expect, test } from 'vitest';
import { changeBetween, type Version } from '../../../lib/sources/source.ts';

const version: Version = { uri: '/data/users.csv', size: 3, tag: '1', transforms: [] };

test('a version did not change from itself', () => {
  const change = changeBetween(version, { ...version });

  expect(change).toBeUndefined();
});

test('a version that an earlier release has stored is of the same bytes', () => {
  const { transforms: _, ...common } = version;
  const stored: Version = JSON.parse(JSON.stringify({ ...common, encoding: 'gzip' }));

  expect(changeBetween(stored, { ...version, transforms: ['gzip'] })).toBeUndefined();
  expect(changeBetween(stored, version)).toContain('written to, or replaced');
});

test.each([
  ['from /data/users.csv to /elsewhere.csv', { uri: '/elsewhere.csv' }],
  ['from 3 to 4 bytes', { size: 4 }],
  ['written to, or replaced', { tag: '2' }],
  ['written to, or replaced', { transforms: ['gzip'] }],
])('a change is told: %s', (text, other) => {
  const change = changeBetween(version, { ...version, ...other });

  expect(change).toContain(text);
});
