import { describe, expect, test } from 'vitest';
import type { KernelOptions } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { idList, kernelOf, readInto, sum, totalsOf } from './reading.ts';

const NO_MINIMUM = 2n ** 63n - 1n;

/** The usual events: key, owner, a list of ids, an integer that is added up. */
const USUAL: KernelOptions = {
  ...{ delimiter: ',', width: 4, maxRecordBytes: 1 << 20, key: 0, owner: 1 },
  slots: [sum(3)],
  references: [idList(2)],
  columnNames: ['event', 'owner', 'tags', 'minutes'],
};

/** What files come to that one kernel reads after the other, and what it left of each. */
function read(...files: readonly (readonly [options: Partial<KernelOptions>, text: string])[]) {
  const all = files.map(([options, text]) => ({ options: { ...USUAL, ...options }, text }));
  const kernel = kernelOf(all[0]?.options);
  const left = all.map(({ options, text }, index) => {
    if (index > 0) {
      kernel.beginFile(options);
    }
    return readInto(kernel, text, options).left;
  });
  return { left, ...totalsOf(kernel) };
}

describe('a file that comes after another', () => {
  test('is read by its own columns', () => {
    const elsewhere = { key: 3, owner: 2, slots: [sum(1)], references: [idList(0)] };

    const { owners, referenced, ids } = read([{}, '1,7,5,10\n'], [elsewhere, '6;5,20,8,2\n5,30,7,3\n']);

    expect(ids).toEqual([1n, 2n, 3n]);
    expect(owners).toEqual([
      { owner: 7n, events: 2, values: [40n] },
      { owner: 8n, events: 1, values: [20n] },
    ]);
    expect(referenced).toEqual([
      [
        [5n, 3],
        [6n, 1],
      ],
    ]);
  });

  test('is read by its own delimiter, and what is padding by it', () => {
    const { owners, left } = read(
      [{}, '1,\t7,,10\n'],
      [{ delimiter: '\t' }, '2\t7\t\t 20\n'],
      [{ delimiter: ';' }, '3;7;;\t30\n'],
    );

    expect(left).toEqual([[], [], []]);
    expect(owners).toEqual([{ owner: 7n, events: 3, values: [60n] }]);
  });

  test.each([
    ['wider', 6, '2,7,,20,x,y\n3,7,,30,,\n'],
    ['narrower', 3, '2,7,20\n3,7,30\n'],
  ])('may be %s', (_what, width, text) => {
    const own = width === 3 ? { slots: [sum(2)], references: [{ ...idList(0), column: undefined }] } : {};

    const { owners, left } = read([{}, '1,7,,10\n'], [{ ...own, width }, text]);

    expect(left).toEqual([[], []]);
    expect(owners).toEqual([{ owner: 7n, events: 3, values: [60n] }]);
  });

  test('has no line taken that is of the width of the file before', () => {
    const { left, owners } = read([{}, '1,7,,10\n'], [{ width: 5 }, '2,7,,20\n3,7,,30,x\n']);

    expect(left[1]).toMatchObject([{ line: 2 }]);
    expect(owners).toEqual([{ owner: 7n, events: 2, values: [40n] }]);
  });

  test('has its refusals called by the names of its columns', () => {
    const other = {
      columnNames: ['event', 'owner', 'hours', 'tags'],
      slots: [sum(2)],
      references: [idList(3)],
    };

    const { left } = read([{}, '1,7,,x\n'], [other, '2,7,x,\n']);

    expect(left).toMatchObject([[{ column: 'minutes' }], [{ column: 'hours' }]]);
  });

  test('does not count events that one before it has', () => {
    const { owners, left } = read([{}, '1,7,,10\n'], [{}, '1,7,,20\n2,7,,30\n']);

    expect(owners).toEqual([{ owner: 7n, events: 2, values: [40n] }]);
    expect(left[1]).toMatchObject([{ line: 2 }]);
  });

  test('may have records no longer than it is told', () => {
    const { owners, left } = read([{}, '1,7,,10\n'], [{ maxRecordBytes: 8 }, '22,7,,2000\n3,7,,30\n']);

    expect(left[1]).toHaveLength(1);
    expect(owners).toEqual([{ owner: 7n, events: 2, values: [40n] }]);
  });

  test('is left to the careful path when it has more columns than a line may have', () => {
    const wide = (id: number) => `${id},7,,10${','.repeat(19_996)}\n`;

    const { owners, left } = read(
      [{}, '1,7,,10\n'],
      [{ width: 20_000 }, wide(2) + wide(3)],
      [{}, '4,7,,20\n'],
    );

    expect(owners).toEqual([{ owner: 7n, events: 2, values: [30n] }]);
    expect(left.map((entries) => entries.map(({ kind, line }) => [kind, line]))).toEqual([
      [],
      [
        ['record', 2],
        ['record', 3],
      ],
      [],
    ]);
  });

  test('is refused when it has one column', () => {
    const kernel = kernelOf(USUAL);

    expect(() => kernel.beginFile({ ...USUAL, width: 1 })).toThrow(RangeError);
  });

  test('is refused when it has more slots than the kernel was made for', () => {
    const kernel = kernelOf(USUAL);

    expect(() => kernel.beginFile({ ...USUAL, slots: [sum(3), sum(3)] })).toThrow(
      'the slots of the file differ',
    );
  });
});

describe('a column that not every file has', () => {
  const kinds = ['sum', 'min', 'count'] as const;
  const slotsAt = (column: number | undefined) => kinds.map((kind) => ({ kind, column, optional: true }));
  const there = { slots: slotsAt(3), references: [] };
  const absent = { slots: slotsAt(undefined), references: [], width: 3 };

  test.each([
    ['the first', [absent, there], ['1,7,\n2,7,\n', '3,7,,5\n4,7,,\n']],
    ['the last', [there, absent], ['3,7,,5\n4,7,,\n', '1,7,\n2,7,\n']],
    ['one between', [there, absent, there], ['3,7,,2\n', '1,7,\n2,7,\n', '4,7,,3\n']],
  ])('is NULL in every row of %s', (_which, options, texts) => {
    const { owners } = read(...options.map((own, index) => [own, texts[index] ?? ''] as const));

    const least = options.length === 3 ? 2n : 5n;
    const values = options.length === 3 ? [5n, least, 2n] : [5n, least, 1n];
    expect(owners).toEqual([{ owner: 7n, events: 4, values }]);
  });

  test('alone is NULL in all files', () => {
    const { owners } = read([absent, '1,7,\n'], [absent, '2,7,\n']);

    expect(owners).toEqual([{ owner: 7n, events: 2, values: [0n, NO_MINIMUM, 0n] }]);
  });

  test.each([true, false])('names nothing where it is absent, as a list: %s', (isList) => {
    const referenceAt = (column: number | undefined) => ({
      slots: [],
      references: [{ column, isList, optional: true }],
    });
    const absentHere = { ...referenceAt(undefined), width: 2 };

    const { referenced, owners } = read(
      [absentHere, '1,7\n2,7\n'],
      [referenceAt(2), '3,7,5,\n4,7,6,\n5,7,5,\n'],
      [absentHere, '6,7\n7,7\n8,7\n9,7\n'],
      [referenceAt(3), '10,7,,5\n'],
    );

    expect(owners).toMatchObject([{ events: 9 + 1 }]);
    expect(referenced).toEqual([
      [
        [5n, 3],
        [6n, 1],
      ],
    ]);
  });
});
