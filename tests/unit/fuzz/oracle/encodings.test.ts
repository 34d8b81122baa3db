import { describe, expect, test } from 'vitest';
import { defectsOf, REST, readWhole, result, USERS } from './reading.ts';

const FILE = `${USERS}1,José${REST}\n`;
const ONE_USER = { records: 1, rows: ['1 José'], found: [] };
const CP1252 = { traits: { windows1252: ['users'] } } as const;

describe('encodings', () => {
  test.each([
    ['UTF-8', Buffer.from(FILE)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${FILE}`)],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${FILE}`, 'utf16le')],
    ['UTF-16 BE with a mark', Buffer.from(`\ufeff${FILE}`, 'utf16le').swap16()],
  ])('B1: %s is read', (_, file) => {
    expect(readWhole(file)).toEqual(ONE_USER);
  });

  test('B1: a pair of surrogates is one character, and half a pair is no UTF-8', () => {
    const file = Buffer.from(`\ufeff${USERS}1,😀${REST}\n2,\ud800${REST}\n3,\udc00${REST}\n`, 'utf16le');

    expect(readWhole(file)).toEqual({
      records: 3,
      rows: ['1 😀'],
      found: ['3-3 invalid_utf8', '4-4 invalid_utf8'],
    });
  });

  test('B1: a byte too many at the end of UTF-16 is no UTF-8', () => {
    const file = Buffer.concat([
      Buffer.from(`\ufeff${USERS}1,a,,2023-01-01\n2,b`, 'utf16le'),
      Buffer.of(0x41),
    ]);

    expect(readWhole(file)).toMatchObject({ rows: ['1 a'], found: ['3-3 invalid_utf8'] });
  });

  test.each([
    ['UTF-16 without a mark', Buffer.from(FILE, 'utf16le'), ['utf16']],
    ['UTF-32', Buffer.concat([Buffer.of(0xff, 0xfe, 0, 0), Buffer.from('u\0\0\0')]), ['utf32']],
  ])('B1: %s is refused', (_, file, defects) => {
    expect(defectsOf(file)).toEqual(defects);
  });

  test('B2: windows-1252 is read where it is declared, and only there', () => {
    const file = Buffer.from(`${USERS}1,Jos\xe9${REST}\n2,\x80 \x81${REST}\n`, 'latin1');

    expect(readWhole(file, CP1252)).toEqual({ records: 2, rows: ['1 José', '2 € \x81'], found: [] });
    expect(readWhole(file).found).toEqual(['2-2 invalid_utf8', '3-3 invalid_utf8']);
  });

  test.each([
    ['UTF-8', Buffer.from(`\ufeff${FILE}`)],
    ['UTF-16', Buffer.from(`\ufeff${FILE}`, 'utf16le')],
  ])('B2: the mark of %s says more than the declaration', (_, file) => {
    expect(readWhole(file, CP1252)).toEqual(ONE_USER);
  });
});

describe('CR as line end', () => {
  const lines = FILE.replaceAll('\n', '\r');

  test('B3: is read as LF where the file has no LF', () => {
    expect(readWhole(lines)).toEqual(ONE_USER);
    expect(result(lines)).toMatchObject({ header: { line: 1, bodyLine: 2, bodyOffset: USERS.length } });
  });

  test('B3: also in quotes, and where LFs come after the first 64 KiB', () => {
    const filler = `0,${'x'.repeat(64 * 1024)}${REST}\r`;

    expect(readWhole(`${lines.replace('José', '"a\rb"')}${filler}2,b${REST}\r\n`)).toMatchObject({
      rows: ['1 a\nb', expect.any(String), '2 b'],
      found: [],
    });
  });

  test('B3: is part of a value where LF ends the header', () => {
    expect(readWhole(`${USERS}1,a\rb${REST}\n`)).toEqual({ records: 1, rows: ['1 a\rb'], found: [] });
  });

  test('B3: in quotes alone says nothing of a file', () => {
    expect(result('user_id,name,"e\rmail",signup_date')).toMatchObject({ header: { width: 4, bodyLine: 1 } });
  });

  test('B3: comes after UTF-16', () => {
    expect(readWhole(Buffer.from(`\ufeff${lines}`, 'utf16le'))).toEqual(ONE_USER);
  });
});
