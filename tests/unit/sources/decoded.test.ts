import { gzipSync } from 'node:zlib';
import { expect, test, vi } from 'vitest';
import { decoded } from '../../../lib/sources/decoded.ts';
import { inMemory } from './reading.ts';

test('to look at a plain source reads nothing but its first bytes', async () => {
  const stored = inMemory(Buffer.from('id\n'.repeat(100_000)));
  const read = vi.spyOn(stored, 'read');

  await decoded(stored).version();

  expect(read).not.toHaveBeenCalled();
});

test('a source that is settled and the same is not looked into again', async () => {
  const stored = inMemory(gzipSync('abc'));
  const version = await decoded(stored).version();
  const read = vi.spyOn(stored, 'read');

  const again = await decoded(stored, { settled: version }).version();

  expect(again).toEqual(version);
  expect(read).not.toHaveBeenCalled();
});
