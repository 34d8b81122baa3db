import { expect, test } from 'vitest';
import { copyData } from '../../../../lib/clients/postgres/copy-format.ts';
import { COPY_BEGIN, COPY_END, JoinedCopies } from '../../../../lib/clients/postgres/joined-copies.ts';

const BEGIN = COPY_BEGIN.subarray(5);
const FIRST = Buffer.from('first row');
const ROWS = [copyData(FIRST), copyData(Buffer.from('second row'))];
/** As the server sends it: the first row is in the message that the beginning is in. */
const MESSAGES = [copyData(Buffer.concat([BEGIN, FIRST])), ROWS[1] as Buffer, COPY_END];

function taken(pieces: readonly Buffer[]): Buffer {
  const rows = new JoinedCopies();
  return Buffer.concat(pieces.flatMap((piece) => rows.take(piece)));
}

test('rows are left of what has a beginning and an end, in one piece or message by message', () => {
  expect(taken([Buffer.concat(MESSAGES)])).toEqual(Buffer.concat(ROWS));
  expect(taken(MESSAGES)).toEqual(Buffer.concat(ROWS));
});

test('of no row nothing is left', () => {
  expect(taken([copyData(Buffer.concat([BEGIN, COPY_END.subarray(5)]))])).toEqual(Buffer.alloc(0));
});

test('a row that ends as the end does is kept', () => {
  const row = copyData(Buffer.concat([Buffer.from('a row that has in it '), COPY_END]));

  expect(taken([...MESSAGES.slice(0, 2), row, COPY_END])).toEqual(Buffer.concat([...ROWS, row]));
});
