import { describe, expect, test } from 'vitest';
import { utf16Be, utf16Le } from '../../../../lib/sources/transforms/utf-16.ts';
import { failure } from '../reading.ts';
import { isNeeded, read } from './streaming.ts';

const le = (text: string) => Buffer.from(text, 'utf16le');

describe('UTF-16 is needed', () => {
  test.each([
    ['low byte first', utf16Le, le('\ufeffid'), true],
    ['high byte first', utf16Be, le('\ufeffid').swap16(), true],
    ['of nothing but a mark', utf16Le, le('\ufeff'), true],
  ])('by its mark, %s', async (_, transform, bytes, needed) => {
    expect(await isNeeded(transform, bytes)).toBe(needed);
  });

  test.each([
    ['without a mark', utf16Le, le('id')],
    ['of the other order', utf16Le, le('\ufeffid').swap16()],
    ['of the other order', utf16Be, le('\ufeffid')],
    ['UTF-32', utf16Le, Buffer.from([0xff, 0xfe, 0, 0, 0x69, 0, 0, 0])],
    ['half a mark', utf16Le, Buffer.from([0xff])],
    ['empty', utf16Be, Buffer.alloc(0)],
  ])('not by what is %s', async (_, transform, bytes) => {
    expect(await isNeeded(transform, bytes)).toBe(false);
  });
});

test('the mark becomes that of UTF-8', async () => {
  const { bytes } = await read(utf16Le, le('\ufeffid'));

  expect(bytes.toString('hex')).toBe('efbbbf6964');
});

test('a source that ends before the range is told', async () => {
  const error = await failure(read(utf16Le, le('abc'), undefined, { from: 0, to: 4 }));

  expect(error).toMatchObject({ code: 'truncated' });
  expect(String(error)).toContain('decodes to 3 bytes, not 4');
});
