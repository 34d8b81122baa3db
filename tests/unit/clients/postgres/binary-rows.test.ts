import { expect, test } from 'vitest';
import { binaryBigint, binaryInteger, binaryRows } from '../../../../lib/clients/postgres/binary-rows.ts';

/** The messages that bytes are: what each is, and what is in it. */
function messagesIn(bytes: Buffer): { readonly type: string; readonly content: Buffer }[] {
  const messages = [];
  for (let at = 0, end = 0; at < bytes.length; at = end) {
    end = at + 1 + bytes.readInt32BE(at + 1);
    messages.push({ type: bytes.toString('latin1', at, at + 1), content: bytes.subarray(at + 5, end) });
  }
  return messages;
}

test('rows are a file of the binary format in messages, the last of which says that no more come', () => {
  const long = Buffer.alloc(10_000, 'l');
  const rows = [
    [Buffer.from('Zoë'), binaryInteger(-2), null],
    [long, Buffer.alloc(0), binaryBigint(-2n)],
    [],
  ];

  const messages = messagesIn(Buffer.concat(binaryRows(rows)));

  expect(messages.map(({ type }) => type).join('')).toMatch(/^d+c$/);
  // https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format"
  expect(Buffer.concat(messages.map(({ content }) => content)).toString('latin1')).toBe(
    [
      'PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0',
      ...['\0\x03', `\0\0\0\x04${Buffer.from('Zoë').toString('latin1')}`],
      ...['\0\0\0\x04\xff\xff\xff\xfe', '\xff\xff\xff\xff'],
      ...['\0\x03', `\0\0\x27\x10${long.toString()}`, '\0\0\0\0'],
      '\0\0\0\x08\xff\xff\xff\xff\xff\xff\xff\xfe',
      '\0\0',
      '\xff\xff',
    ].join(''),
  );
});

test('no rows are one message, and the end', () => {
  expect(messagesIn(Buffer.concat(binaryRows([]))).map(({ type }) => type)).toEqual(['d', 'c']);
});

test('long values are sent as they are, not copied', () => {
  const value = Buffer.alloc(10_000);

  expect(binaryRows([[value]])).toContain(value);
});
