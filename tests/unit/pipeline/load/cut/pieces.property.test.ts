import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPieces, readWhole } from './read-pieces.ts';

/** Pieces of text of which anything may come out: texts over several lines, broken rows, blank lines, rows in texts. */
const anything = fc
  .array(
    fc.constantFrom(
      ...['1', '22', ',', ',', '\n', '\n', '\r\n', '"', '""', ' ', 'é', '="', '\n\n'],
      ...[
        '1,a,b\n',
        '2,"a\nb",c\n',
        '3,"",\n',
        ',"\n',
        '",\n"',
        '"\n',
        '"a"",\n"",b"',
        '4,"x,\n5,y,z\n",w\n',
      ],
    ),
    { maxLength: 60 },
  )
  .map((pieces) => pieces.join(''));

/** Lines that a text has: of words, and such as look like rows or like the end of the text. */
const lines = fc.array(
  fc.constantFrom('word', 'one, two', '7,x,y', '8,,', '"",', ',"",""', '""', 'x"",5', '', 'x,y,z,w'),
  { maxLength: 12 },
);
const rows = fc
  .array(
    fc.oneof(
      { weight: 2, arbitrary: fc.constantFrom('1,a,b', '2,,', '3,"a",b', '4,"a, b",c') },
      { weight: 2, arbitrary: lines.map((own) => `5,"${own.join('\n')}",c`) },
      { weight: 1, arbitrary: fc.constantFrom('6,a', '7,a"b,c', '8,"a,b', '9,"a"b,c', '') },
    ),
    { maxLength: 25 },
  )
  .map((own) => own.map((row) => `${row}\n`).join(''));

const hows = fc.record({
  pieces: fc.integer({ min: 1, max: 30 }),
  lookedAt: fc.constantFrom(1, 5, 20, 60, 1 << 16),
  maxRecordBytes: fc.constantFrom(12, 40, 1000),
});

test.each([
  ['anything', anything],
  ['texts over several lines, among them such as look like rows', rows],
])('a file of %s is in pieces what it is as a whole', async (_, bodies) => {
  let readAgain = 0;
  const reading = fc.asyncProperty(bodies, hows, async (body, how) => {
    const [whole, inPieces] = [await readWhole(body, how.maxRecordBytes), await readPieces(body, how)];

    readAgain += inPieces.readAgain;
    expect(inPieces.told.toSorted()).toEqual(whole.told.toSorted());
    expect(inPieces.lines).toBe(whole.lines);
  });

  await fc.assert(reading, { numRuns: 2000 });
  // Otherwise nothing would tell that wrong guesses are put right.
  expect(readAgain).toBeGreaterThan(0);
});
