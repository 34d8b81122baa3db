import { describe, expect, test } from 'vitest';
import {
  begun,
  ended,
  type PieceSlice,
  placeAfter,
  placed,
} from '../../../../../lib/pipeline/load/cut/pieces.ts';
import { bytesIn } from '../../../../fuzz/slices/whole-events.ts';
import { sampleModel } from '../../../../support/sample-inputs.ts';
import { sliceInMemory } from '../../../support/slices.ts';
import { HEADER, readPieces, readWhole } from './read-pieces.ts';

const whole = sliceInMemory(sampleModel, 'compounds', Buffer.from(HEADER));

/** A piece that was cut at these bytes, and read from one byte to another. */
const piece = (cutAt: number, fromByte: number, toByte: number, lines = 3): PieceSlice => {
  const { fromLine: _, ...source } = whole;
  return { ...source, fromByte, toByte, piece: { toByte: cutAt, lines } };
};

describe('a piece that was read', () => {
  test('stands when it begins where the one before it ended: then its lines are known', () => {
    const { slice, isRight } = placed(piece(200, 105, 207), { byte: 105, line: 12 });

    expect(isRight).toBe(true);
    expect(slice).toMatchObject({ fromByte: 105, toByte: 207, fromLine: 12 });
    expect(placeAfter(slice)).toEqual({ byte: 207, line: 15 });
  });

  test.each([103, 109])('is read again from where the one before it ended, such as %i', (byte) => {
    const { slice, isRight } = placed(piece(200, 105, 207), { byte, line: 12 });

    expect(isRight).toBe(false);
    expect(slice).toMatchObject({ fromByte: byte, toByte: 200, fromLine: 12, piece: { toByte: 200 } });
    expect(slice.piece).not.toHaveProperty('lines');
  });

  test('is read again when the last record of the one before it goes on beyond it: nothing is left in it', () => {
    const { slice, isRight } = placed(piece(200, 105, 207), { byte: 240, line: 12 });

    expect(isRight).toBe(false);
    expect(slice).toMatchObject({ fromByte: 240, toByte: 240, fromLine: 12 });
    expect(placeAfter(slice)).toEqual({ byte: 240, line: 12 });
  });

  test('stands when no record begins in it, and the one before it goes on beyond it', () => {
    const { slice, isRight } = placed(piece(200, 200, 200, 0), { byte: 240, line: 12 });

    expect(isRight).toBe(true);
    expect(placeAfter(slice)).toEqual({ byte: 240, line: 12 });
  });

  test('in which none was found is read again when the one before it ended in it', () => {
    const { slice, isRight } = placed(piece(200, 200, 200, 0), { byte: 150, line: 12 });

    expect(isRight).toBe(false);
    expect(slice).toMatchObject({ fromByte: 150, toByte: 200 });
  });

  test('stands where it is when it is placed once more', () => {
    const first = placed(piece(200, 105, 207), { byte: 105, line: 12 });

    expect(placed(first.slice, { byte: 105, line: 12 })).toEqual(first);
  });
});

describe('a slice that is to be read', () => {
  const file = Buffer.from(`${HEADER}1,a,b\n2,b,c\n3,c,d\n`);
  const looking = { maxRecordBytes: 1 << 10, openBytes: bytesIn(file), lookedAt: 10 };
  const { fromLine: _, ...source } = sliceInMemory(sampleModel, 'compounds', file);

  test('begins at a record, if it is a piece of which that is to be found', async () => {
    const from = HEADER.length + 2;

    const slice = await begun({ ...source, fromByte: from, toByte: from + 8 }, looking);

    expect(slice).toMatchObject({ fromByte: HEADER.length + 6, toByte: from + 8 });
  });

  test('is empty when no record begins in it', async () => {
    const from = HEADER.length + 2;

    const slice = await begun({ ...source, fromByte: from, toByte: from + 2 }, looking);

    expect(slice).toMatchObject({ fromByte: from + 2, toByte: from + 2 });
  });

  test('is left as it is when its lines are known, or where it ends is not', async () => {
    const known = { ...source, fromByte: HEADER.length + 2, fromLine: 7 };
    const { toByte: __, ...archive } = source;

    expect(await begun(known, looking)).toBe(known);
    expect(await begun(archive, looking)).toBe(archive);
  });

  test('knows where it ended afterwards only if it is a piece', () => {
    expect(ended(whole, { ends: 9, lines: 2 })).toBe(whole);
    expect(ended(piece(200, 105, 200), { ends: 203, lines: 2 })).toMatchObject({
      toByte: 203,
      piece: { toByte: 200, lines: 2 },
    });
  });
});

test.each([
  ['a record longer than many pieces', `1,"${'x\n'.repeat(200)}",b\n2,a,b\n`],
  ['a line that is too long', `1,a,b\n2,${'x'.repeat(3000)},b\n3,a,b\n4,a,b\n`],
  [
    'a text of lines that look like rows, and of ends of texts',
    `1,"${'2,"",\n'.repeat(100)}",b\n3,",\n",b\n`,
  ],
  ['a quote that is never closed', `1,a,b\n2,"a,b\n${'3,a,b\n'.repeat(60)}`],
  ['no row', ''],
  ['blank lines alone', '\n\r\n\n,,\n'.repeat(30)],
  ['a last line that is not ended', '1,a,b\n2,a,b\n3,a,b'],
])('a file with %s is in pieces what it is as a whole', async (_, body) => {
  const maxRecordBytes = 500;
  const expected = await readWhole(body, maxRecordBytes);

  for (const pieces of [2, 3, 7, 50]) {
    const { told, lines } = await readPieces(body, { pieces, lookedAt: 8, maxRecordBytes });
    expect({ told: told.toSorted(), lines }).toEqual({
      told: expected.told.toSorted(),
      lines: expected.lines,
    });
  }
});
