import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { decoded } from '../../../../lib/sources/decoded.ts';
import { collect, inMemory } from '../reading.ts';

const utf16 = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le');
const UMLAUT = Buffer.from('id,name\r1,M\xfcller\r', 'latin1');

test.each([
  ['plain text', Buffer.from('id\n1\n'), undefined, [], 'id\n1\n'],
  ['an archive', gzipSync('id\n'), undefined, ['gzip'], 'id\n'],
  ['UTF-16', utf16('id\n'), undefined, ['utf-16le'], '\ufeffid\n'],
  ['UTF-16, high byte first', utf16('id\n').swap16(), undefined, ['utf-16be'], '\ufeffid\n'],
  ['CR alone', Buffer.from('id\r1\r'), undefined, ['cr-line-ends'], 'id\n1\n'],
  [
    'all at once',
    gzipSync(utf16('id\r1\r')),
    undefined,
    ['gzip', 'utf-16le', 'cr-line-ends'],
    '\ufeffid\n1\n',
  ],
  [
    'what is declared',
    UMLAUT,
    'windows-1252' as const,
    ['windows-1252', 'cr-line-ends'],
    'id,name\n1,Müller\n',
  ],
  [
    'what is declared, compressed',
    gzipSync('\x80\n'),
    'windows-1252' as const,
    ['gzip', 'windows-1252'],
    'Â€\n',
  ],
  ['a mark before what is declared', utf16('ü\n'), 'windows-1252' as const, ['utf-16le'], '\ufeffü\n'],
  ['a mark of UTF-8 before it', Buffer.from('\ufeffü\n'), 'windows-1252' as const, [], '\ufeffü\n'],
])('%s is read as what it is', async (_, bytes, encoding, transforms, text) => {
  const stored = inMemory(bytes, 3, '/data/users.csv');

  const version = await decoded(stored, { encoding }).version();
  const content = await collect(decoded(stored, { settled: version }).read({ from: 0 }));

  expect(version.transforms).toEqual(transforms);
  expect(content.toString()).toBe(text);
});
