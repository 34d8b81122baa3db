import { rm } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Header } from '../../../../../lib/csv/header/header.ts';
import { middleOf, mostAhead } from '../../../../../lib/pipeline/load/events/middle.ts';
import { bytesIn, type Slice } from '../../../../../lib/pipeline/load/slice.ts';
import { sampleModel } from '../../../../support/sample-inputs.ts';
import { sliceOf } from '../../../support/slices.ts';

const MEBIBYTE = 1 << 20;
const MAX_RECORD_BYTES = 1 << 20;

/** A slice of so many bytes in a file that nobody opens; an archive has no end. */
function unread(bytes: number, transforms: readonly string[] = []): Slice {
  const version = { uri: '/nowhere', size: transforms.length > 0 ? bytes : bytes + 10, tag: '', transforms };
  const header: Header = {
    delimiter: ',',
    width: 2,
    columns: {},
    names: [],
    line: 1,
    skipped: [],
    bodyOffset: 10,
    bodyLine: 2,
  };
  const slice = { source: `${bytes}`, version, header, fromByte: 10, fromLine: 2 };
  return transforms.length > 0 ? slice : { ...slice, toByte: 10 + bytes };
}

/** A file of lines of a hundred bytes. */
const largeFile = (lines: number) =>
  sliceOf(sampleModel, 'compounds', [
    'compound_id,compound_name,compound_structure',
    ...Array.from({ length: lines }, (_, n) => `${n},A,`.padEnd(99, 'x')),
  ]);

/** The middle for a second thread that begins when the first one has read as much as it reads alone. */
const middleIn = async (slices: readonly Slice[]) =>
  await middleOf(slices, MAX_RECORD_BYTES, mostAhead(bytesIn(slices)));

describe('of small slices', () => {
  test('the middle is the start of one', async () => {
    const slices = Array.from({ length: 10 }, () => unread(100));

    const middle = await middleIn(slices);

    expect(middle?.from).toEqual({ slice: 6 });
    expect(middle?.rest).toEqual(slices.slice(6));
  });

  test('those without a byte belong to one side or the other', async () => {
    const slices = [unread(0), unread(100), unread(0), unread(0), unread(100), unread(0)];

    const middle = await middleIn(slices);

    expect(middle?.from.slice).toBeGreaterThan(0);
    expect(middle?.rest).toEqual(slices.slice(middle?.from.slice));
  });

  test('none is the middle when they have no byte, or there is no slice', async () => {
    expect(await middleIn([unread(0), unread(0)])).toBeUndefined();
    expect(await middleIn([])).toBeUndefined();
  });
});

describe('of slices of which most bytes are in one', () => {
  test('the middle is after a line end in it', async () => {
    const large = await largeFile(30_000);
    const [first, last] = [unread(1000), unread(1000)];

    const middle = await middleIn([first, large, last]);

    const { slice, byte = 0 } = middle?.from ?? { slice: -1 };
    expect(slice).toBe(1);
    expect((byte - large.fromByte) % 100).toBe(0);
    expect(byte / large.toByte).toBeCloseTo(0.6, 2);
    expect(middle?.rest).toEqual([{ ...large, fromByte: byte, fromLine: 1 }, last]);
  });

  test('the middle is the nearer end of it when it is an archive', async () => {
    const archive = unread(100 * MEBIBYTE, ['gzip']);
    const other = unread(60 * MEBIBYTE);

    expect((await middleIn([archive, other]))?.from).toEqual({ slice: 1 });
    expect((await middleIn([other, archive]))?.from).toEqual({ slice: 1 });
  });

  test('there is no middle when nothing would be left on one side', async () => {
    const archive = unread(100 * MEBIBYTE, ['gzip']);

    expect(await middleIn([archive])).toBeUndefined();
    expect(await middleIn([unread(100), archive])).toBeUndefined();
    expect(await middleIn([archive, unread(0)])).toMatchObject({ from: { slice: 1 } });
  });
});

test('a slice in which no record begins after its middle has none', async () => {
  const slice = await sliceOf(sampleModel, 'compounds', [
    'compound_id,compound_name,compound_structure',
    '1,A,'.padEnd(5000),
  ]);

  expect(await middleIn([slice])).toBeUndefined();
});

test('a source that is gone when its middle is looked for has changed', async () => {
  const slice = await largeFile(10);
  await rm(slice.version.uri);

  await expect(middleIn([slice])).rejects.toMatchObject({
    name: 'InputError',
    code: 'INPUT_CHANGED',
  });
});
