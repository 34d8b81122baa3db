import { beforeEach, describe, expect, test } from 'vitest';
import { Findings } from '../../../../lib/pipeline/findings/findings.ts';
import type { bytesOf, OnProgress, Slice } from '../../../../lib/pipeline/load/slice.ts';
import { SliceReader } from '../../../../lib/pipeline/load/slice-reader.ts';
import { SlicesReader } from '../../../../lib/pipeline/load/slices-reader.ts';
import type { PartProgress } from '../../../../lib/store/runs/progress.ts';
import { sampleModel } from '../../../support/sample-inputs.ts';
import { sliceInMemory } from '../../support/slices.ts';

const HEADER = 'compound_id,compound_name,compound_structure\n';

let findings: Findings;
let records: string[];
let told: PartProgress[];
beforeEach(() => {
  findings = new Findings();
  records = [];
  told = [];
});

/** A reader of files with these bodies, called a, b, c…: each record that is read is noted by its source, line and fields. */
function readerOf(...bodies: readonly string[]) {
  const files = bodies.map((body, index) => {
    const file = Buffer.from(HEADER + body);
    const source = String.fromCharCode(97 + index);
    return { file, slice: { ...sliceInMemory(sampleModel, 'compounds', file), source } };
  });
  const slices = files.map(({ slice }) => slice);
  const openBytes: typeof bytesOf = ({ source, fromByte, toByte }) => {
    const file = files.find(({ slice }) => slice.source === source)?.file ?? Buffer.alloc(0);
    return inChunks(file.subarray(fromByte, toByte));
  };
  const open = (slice: Slice, onProgress: OnProgress) =>
    new SliceReader(
      slice,
      nothingIsPlain(),
      { findings, maxRecordBytes: 1 << 20, openBytes, onProgress },
      (record) => {
        if (record.fields[0] === 'x') {
          findings.add(record, 'not_an_integer', null);
        }
        records.push(`${slice.source}${record.line} ${record.fields.join('|')}`);
      },
    );
  const reader = new SlicesReader(slices, open, {
    findings,
    onProgress: (progress) => void told.push(progress),
  });
  return { reader, slices };
}

/** In chunks of seven bytes: records span them. */
async function* inChunks(bytes: Buffer): AsyncGenerator<Buffer, void, undefined> {
  for (let at = 0; at < bytes.length; at += 7) {
    yield await Promise.resolve(bytes.subarray(at, at + 7));
  }
}

/** A scanner that leaves every line to the careful path. */
function nothingIsPlain() {
  return {
    input: Buffer.alloc(1 << 20),
    begin: () => undefined,
    scan: (at: number) => ({ at, lines: 0 }),
  };
}

test('slices are read one after the other, each with lines of its own', async () => {
  const { reader } = readerOf('1,A,\n2,B,\n', '3,C,\n', '4,D,\n');

  await reader.readTo(undefined);
  const counts = reader.finish();

  expect(records).toEqual(['a2 1|A|', 'a3 2|B|', 'b2 3|C|', 'c2 4|D|']);
  expect(counts).toEqual({ read: 4, lines: 4, ends: 50 });
});

test.each([1, 2, 3, 4])('reading that was enough after %i chunks goes on where it was', async (most) => {
  const body = '1,"A\n;A",\r\n2,B,\n33,"C,""C",C\n';
  const { reader } = readerOf(body, '4,D,\n');
  let chunks = 0;

  await reader.readTo({ slice: 0, byte: 1000 }, undefined, () => ++chunks >= most);
  const bytesThen = reader.progress.bytes;
  await reader.readTo(undefined);
  const counts = reader.finish();

  expect(bytesThen).toBe(7 * most);
  expect(records).toEqual(['a2 1|A\n;A|', 'a4 2|B|', 'a5 33|C,"C|C', 'b2 4|D|']);
  expect(counts).toMatchObject({ read: 4, lines: 5 });
});

test('what is found is of the slice that it is in', async () => {
  const { reader } = readerOf('x,A,\n', '1,A,\n', '2,B,\nx,C,');

  await reader.readTo(undefined);
  reader.finish();

  expect(findings.rows.map(({ source, line }) => [source, line])).toEqual([
    ['a', 2],
    ['c', 3],
  ]);
});

test('the last line of a slice ends with it, also without a line end', async () => {
  const { reader } = readerOf('1,A,', '2,B,', '3,C,');

  await reader.readTo(undefined);
  reader.finish();

  expect(records).toEqual(['a2 1|A|', 'b2 2|B|', 'c2 3|C|']);
});

// The gate divides by the lines: one too few may shut it.
test.each([
  ['a row', '2,B,'],
  ['an open quote', '2,"B,'],
  ['a row that is too long', `2,${'B'.repeat(2000)},`],
  ['nothing that counts', ' '],
])('a last line without its end counts as a line: %s', async (_what, last) => {
  const { reader } = readerOf(`1,A,\n${last}`, '3,C,\n');

  await reader.readTo(undefined);

  expect(reader.finish().lines).toBe(3);
});

test.each([
  ['the first', ['1,"A,\n', '2,B,\n'], 'a', 'b2 2|B|'],
  ['the last', ['1,A,\n', '2,"B,\n'], 'b', 'a2 1|A|'],
])(
  'a quote that %s leaves open does not reach into another, and is told by its name',
  async (_which, bodies, source, other) => {
    const { reader } = readerOf(...bodies);

    await reader.readTo(undefined);
    reader.finish();

    expect(findings.rows).toMatchObject([{ source, line: 2, reason: 'unclosed_quote' }]);
    expect(records).toEqual([other]);
  },
);

test('slices without a record are passed over', async () => {
  const { reader } = readerOf('', '\n\n', '1,A,\n', '');

  await reader.readTo(undefined);
  const counts = reader.finish();

  expect(records).toEqual(['c2 1|A|']);
  expect(counts).toEqual({ read: 1, lines: 3, ends: 45 });
});

test('without slices there is nothing', async () => {
  const { reader } = readerOf();

  await reader.readTo(undefined);

  expect(reader.finish()).toEqual({ read: 0, lines: 0, ends: 0 });
});

describe('a reader that stops', () => {
  test('at the start of a slice has ended the one before', async () => {
    const { reader } = readerOf('1,A,\n2,B,', '3,C,\n');

    await reader.readTo({ slice: 1 });

    expect(records).toEqual(['a2 1|A|', 'a3 2|B|']);
    expect(reader).toMatchObject({ isInside: false, linesBefore: 0 });
  });

  test('at the start of the first has read nothing', async () => {
    const { reader } = readerOf('1,A,\n');

    await reader.readTo({ slice: 0 });

    expect(records).toEqual([]);
    expect(reader.progress).toEqual({ bytes: 0, read: 0, rejected: 0 });
  });

  test('in a slice tells how many lines there are before', async () => {
    const { reader, slices } = readerOf('1,A,\n', '2,B,\n3,C,\n4,D,\n');

    await reader.readTo({ slice: 1, byte: (slices[1]?.fromByte ?? 0) + '2,B,\n3,C,\n'.length });

    expect(records).toEqual(['a2 1|A|', 'b2 2|B|', 'b3 3|C|']);
    expect(reader).toMatchObject({ isInside: false, linesBefore: 3 });
  });

  test('in a record is inside', async () => {
    const { reader, slices } = readerOf('1,A,\n', '2,"B\nb",\n');

    await reader.readTo({ slice: 1, byte: (slices[1]?.fromByte ?? 0) + '2,"B\n'.length });

    expect(reader.isInside).toBe(true);
  });

  test.each([
    ['at the start of a slice', { slice: 1 }],
    ['in a slice', { slice: 1, byte: HEADER.length + 5 }],
    ['in a record', { slice: 1, byte: HEADER.length + 2 }],
  ])('%s reads on from there', async (_where, place) => {
    const { reader } = readerOf('1,A,\n', '2,B,\n3,C,\n', '4,D,\n');

    await reader.readTo(place);
    await reader.readTo(undefined);
    const counts = reader.finish();

    expect(records).toEqual(['a2 1|A|', 'b2 2|B|', 'b3 3|C|', 'c2 4|D|']);
    expect(counts).toEqual({ read: 4, lines: 4, ends: 50 });
  });
});

describe('progress', () => {
  test('adds up over the slices, in bytes, records and rejects', async () => {
    const bodies = ['x,A,\n2,B,\n', 'x,C,\n', '4,D,\n'] as const;
    const { reader } = readerOf(...bodies);

    await reader.readTo(undefined);
    reader.finish();

    expect(told.map(({ bytes }) => bytes)).toEqual(told.map(({ bytes }) => bytes).toSorted((a, b) => a - b));
    expect(told.at(-1)).toEqual({ bytes: bodies.join('').length, read: 4, rejected: 2 });
  });

  test('tells all that is rejected also between two slices', async () => {
    const { reader } = readerOf('x,A,\n', '2,B,\n');

    await reader.readTo({ slice: 1 });

    expect(reader.progress).toEqual({ bytes: 5, read: 1, rejected: 1 });
  });
});
