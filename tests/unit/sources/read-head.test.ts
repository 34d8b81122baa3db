import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decoded } from '../../../lib/sources/decoded.ts';
import { readHead } from '../../../lib/sources/read-head.ts';
import { inMemory } from './reading.ts';

test.each([
  ['the first bytes', 4, 'abcd'],
  ['all of a shorter source', 100, 'abcdef'],
  ['nothing', 0, ''],
])('reads %s', async (_, bytes, text) => {
  const head = await readHead(decoded(inMemory(Buffer.from('abcdef'), 3)), bytes);

  expect(head.toString()).toBe(text);
});

test('reads what an archive inflates to', async () => {
  const head = await readHead(decoded(inMemory(gzipSync('abcdef'))), 4);

  expect(head.toString()).toBe('abcd');
});
