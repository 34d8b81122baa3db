import { describe, expect, test } from 'vitest';
import type { KernelOptions } from '../../../../lib/aggregation/kernel/kernel-options.ts';
import { RAW_BYTES } from '../../../../lib/csv/records/raw-text.ts';
import { KEPT_OF_A_DEFECT, type KeptLines } from '../../../../lib/csv/records/refused-lines.ts';
import { idList, kernelOf, readInto, readWithKernel, sum } from './reading.ts';

/** A number of five digits: all lines are of the same length. */
const five = (number: number) => `${number}`.padStart(5, '0');
/** Lines of which each is refused, for a number or for an owner. */
const negatives = (count: number) => Array.from({ length: count }, (_, n) => `-${five(n)},7,,1\n`).join('');
const textsForOwners = (count: number) =>
  Array.from({ length: count }, (_, n) => `0${five(n)},x,,1\n`).join('');

/** So many of these lines are a chunk: none is in two, and there is room to keep them all. */
const CHUNK = 1000 * negatives(1).length;

function linesOf(kept: KeptLines): [line: number, raw: string][] {
  const lines: [number, string][] = [];
  kept.each(
    () => true,
    (_, line, raw) => lines.push([line, raw]),
  );
  return lines;
}

/** What a kernel refuses of a text that begins on line 2, and by which number it tells a column of which something is wrong. */
function scanned(text: string, options = {}) {
  const kernel = kernelOf(options);
  const length = Buffer.from(text).copy(kernel.input);
  kernel.begin();
  const { refused } = kernel.scan(0, length);
  refused?.place(2);
  const numberOf = (column: string) =>
    [...(refused?.counts.keys() ?? [])].find((number) => refused?.defect(number).column === column) ?? -1;
  return { refused, numberOf };
}

describe('lines that the kernel refuses', () => {
  test('are all counted, and the first of each kind are kept, in the order of the file', () => {
    const [most, more] = [KEPT_OF_A_DEFECT, KEPT_OF_A_DEFECT + 500];
    const text = negatives(more) + textsForOwners(3) + negatives(5);

    const { plain, refused, left } = readWithKernel(text, { chunk: CHUNK });

    expect({ plain, refused }).toEqual({ plain: 0, refused: more + 8 });
    expect(left.map(({ line }) => line)).toEqual([
      ...Array.from({ length: most }, (_, n) => 2 + n),
      ...[0, 1, 2].map((n) => 2 + more + n),
    ]);
    expect(left.slice(-3).map(({ reason, column, raw }) => ({ reason, column, raw }))).toEqual(
      [0, 1, 2].map((n) => ({ reason: 'not_an_integer', column: 'owner', raw: `00000${n},x,,1` })),
    );
  });

  test('have their own numbers in the file after a scan that has stopped within a chunk', () => {
    const plain = Array.from({ length: 3000 }, (_, n) => `${n},7,,1,a\n`).join('');
    // The kernel stops at a letter beyond ASCII, and asks whether all is UTF-8.
    const text = `-1,7,,1,a\n${plain}3000,7,,1,é\n-2,7,,1,a\n`;

    const { left } = readWithKernel(text, { width: 5, names: ['event', 'owner', 'tags', 'minutes', 'note'] });

    expect(left.map(({ line, raw }) => [line, raw])).toEqual([
      [2, '-1,7,,1,a'],
      [3004, '-2,7,,1,a'],
    ]);
  });

  test('are kept as far as there are places for them, each with its own text and number', () => {
    const { refused, numberOf } = scanned('-1,7,,1\n2,x,,1\n-3,7,,1\n4,yy,,1\n-5,7,,1\n');

    const kept = refused?.kept(new Map([[numberOf('owner'), 1]])) ?? [];

    expect(kept.flatMap(linesOf)).toEqual([[3, '2,x,,1']]);
    expect(refused?.kept(new Map())).toEqual([]);
    expect(refused?.kept(refused.counts).flatMap(linesOf)).toHaveLength(5);
  });

  test('share the places when a scan has stopped between them', () => {
    const plain = Array.from({ length: 3000 }, (_, n) => `${n},7,,1,a\n`).join('');
    const { refused, numberOf } = scanned(`-1,7,,1,a\n${plain}3000,7,,1,é\n-2,7,,1,a\n`, { width: 5 });

    const kept = refused?.kept(new Map([[numberOf('event'), 1]])) ?? [];

    expect(kept.flatMap(linesOf)).toEqual([[2, '-1,7,,1,a']]);
  });

  test('are left to the careful path where more are to be kept than there is room for', () => {
    const { plain, refused, left } = readWithKernel(`${negatives(6000)}1,7,,1\n`);

    expect(plain).toBe(1);
    expect(left.map(({ line }) => line)).toEqual(Array.from({ length: 6000 }, (_, n) => 2 + n));
    expect(left.filter(({ kind }) => kind === 'record')).toHaveLength(6000 - refused);
    expect(refused).toBeLessThan(6000);
    expect(refused).toBeGreaterThan(3000);
  });

  test('are left to the careful path where there are more kinds than it can tell apart', () => {
    const width = 100;
    const columnNames = Array.from({ length: width }, (_, column) => `c${column}`);
    const slots = Array.from({ length: width - 2 }, (_, n) => sum(2 + n));
    const lines = columnNames.map((_, bad) =>
      Array.from({ length: width }, (_, column) => (column === bad ? 'x' : `${1 + bad}`)).join(','),
    );

    const { refused, left } = readWithKernel(`${lines.join('\n')}\n`, {
      ...{ width, slots, columnNames, names: columnNames, references: [] },
    });

    const ofKernel = left.filter(({ kind }) => kind === 'defect');
    expect(left.map(({ line }) => line)).toEqual(lines.map((_, n) => 2 + n));
    expect(refused).toBe(ofKernel.length);
    expect(ofKernel.map(({ column }) => column)).toEqual(columnNames.slice(0, refused));
    expect(refused).toBeLessThan(width);
    expect(refused).toBeGreaterThan(width / 2);
  });

  test('are kept anew of each file, whose columns may be others', () => {
    const kernel = kernelOf();
    readInto(kernel, negatives(KEPT_OF_A_DEFECT), { chunk: CHUNK });
    const next: KernelOptions = {
      ...{ delimiter: ',', width: 4, maxRecordBytes: 1 << 20, key: 3, owner: 1 },
      ...{ slots: [sum(0)], references: [idList(2)], columnNames: ['minutes', 'owner', 'tags', 'event'] },
    };
    kernel.beginFile(next);

    const { left } = readInto(kernel, negatives(2), next);

    expect(left.map(({ line, column }) => ({ line, column }))).toEqual([
      { line: 2, column: 'minutes' },
      { line: 3, column: 'minutes' },
    ]);
  });

  test.each([
    ['without CRs at its end', '-1,7,,1\r\r\n', '-1,7,,1'],
    ['cut where it is long', `-1,7,${'1;'.repeat(RAW_BYTES)}1,1\n`, /^-1,7,[1;]+…$/],
    ['cut where it is long, and beyond ASCII', `-1,7,${'é'.repeat(RAW_BYTES)},1\n`, /^-1,7,é{1995}…$/],
    ['beyond ASCII', '-1,7,é,1\n', '-1,7,é,1'],
  ])('are kept as they are listed: %s', (_what, line, raw) => {
    const { left } = readWithKernel(`-9,7,,1\n${line}-8,7,,1\n`);

    expect(left.map((own) => own.raw)).toEqual(['-9,7,,1', expect.stringMatching(raw), '-8,7,,1']);
  });
});
