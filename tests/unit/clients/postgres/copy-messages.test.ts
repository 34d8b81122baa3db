import { expect, test } from 'vitest';
import { CopyMessages } from '../../../../lib/clients/postgres/copy-messages.ts';
import { message, piecesOf } from './server-messages.ts';

const HEADER = message('H', 'formats');
const ROWS = [message('d', 'row 1'), message('d', ''), message('d', 'c'.repeat(300))];
const [DONE, READY] = [message('c', ''), message('Z', 'T')];

/** What both readers got of bytes that came in pieces, and where the end was told. */
function read(pieces: Iterable<Buffer>) {
  const [rows, others]: [Buffer[], Buffer[]] = [[], []];
  let [toldAfter, failed]: [number?, boolean?] = [];
  const messages = new CopyMessages({
    rows: (bytes) => rows.push(Buffer.from(bytes)),
    driver: (bytes) => others.push(Buffer.from(bytes)),
    end: (isFailed) => {
      failed = isFailed;
      toldAfter = others.length;
    },
  });
  for (const piece of pieces) {
    if (toldAfter === undefined) {
      messages.take(piece);
    } else {
      others.push(piece);
    }
  }
  return { rows, all: Buffer.concat(rows), others: Buffer.concat(others), toldAfter, failed };
}

test.each([1, 2, 4, 5, 6, 7, 50, 1000])(
  'rows are told from other messages, in pieces of %i bytes',
  (size) => {
    const bytes = Buffer.concat([HEADER, ...ROWS, message('N', 'a notice'), ...ROWS, DONE, READY]);

    const { all, others } = read(piecesOf(bytes, size));

    expect(all).toEqual(Buffer.concat([...ROWS, ...ROWS]));
    expect(others).toEqual(Buffer.concat([message('N', 'a notice'), READY]));
  },
);

test('a message is never given in part: whoever gets it may be told that no more come', () => {
  const cut = Buffer.concat([HEADER, ...ROWS]).subarray(0, -1);

  const { all } = read(piecesOf(cut, 16));

  expect(all).toEqual(Buffer.concat(ROWS.slice(0, 2)));
});

test('what came at once is given at once', () => {
  const { rows } = read([Buffer.concat([HEADER, ...ROWS, DONE])]);

  expect(rows).toHaveLength(1);
});

test.each([
  ['no more rows come', 'c', false],
  ['the server waits for rows', 'G', false],
  ['it fails', 'E', true],
])('the end is told when %s, before what follows is handed on', (_when, type, isFailed) => {
  const last = message(type, 'as it is');
  const { toldAfter, failed, others } = read([
    Buffer.concat([message('N', 'a notice'), ...ROWS, last, READY]),
  ]);

  expect(toldAfter).toBe(1);
  expect(failed).toBe(isFailed);
  expect(others).toEqual(Buffer.concat([message('N', 'a notice'), ...(isFailed ? [last] : []), READY]));
});
