import { expect, test } from 'vitest';
import { BinaryRows, COPY_BEGIN, COPY_END } from '../../../../lib/clients/postgres/binary-rows.ts';

/** A message with content of a COPY. */
function message(content: Uint8Array): Buffer {
  const bytes = Buffer.concat([Buffer.from('d....'), content]);
  bytes.writeInt32BE(bytes.length - 1, 1);
  return bytes;
}

const BEGIN = COPY_BEGIN.subarray(5);
const FIRST = Buffer.from('first row');
const ROWS = [message(FIRST), message(Buffer.from('second row'))];
/** As the server sends it: the first row is in the message that the beginning is in. */
const MESSAGES = [message(Buffer.concat([BEGIN, FIRST])), ROWS[1] as Buffer, COPY_END];

function taken(pieces: readonly Buffer[]): Buffer {
  const rows = new BinaryRows();
  return Buffer.concat(pieces.flatMap((piece) => rows.take(piece)));
}

test('rows are left of what has a beginning and an end, in one piece or message by message', () => {
  expect(taken([Buffer.concat(MESSAGES)])).toEqual(Buffer.concat(ROWS));
  expect(taken(MESSAGES)).toEqual(Buffer.concat(ROWS));
});

test('of no row nothing is left', () => {
  expect(taken([message(Buffer.concat([BEGIN, COPY_END.subarray(5)]))])).toEqual(Buffer.alloc(0));
});

test('a row that ends as the end does is kept', () => {
  const row = message(Buffer.concat([Buffer.from('a row that has in it '), COPY_END]));

  expect(taken([...MESSAGES.slice(0, 2), row, COPY_END])).toEqual(Buffer.concat([...ROWS, row]));
});
