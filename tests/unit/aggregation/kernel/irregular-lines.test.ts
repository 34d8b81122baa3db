import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readWithKernel } from './reading.ts';

/** How many columns each line of a file has whose header has four: some lines another number. */
const widths = (others: readonly number[]) =>
  fc
    .oneof(...[3, 40, 400].map((one) => fc.array(fc.nat(one), { minLength: 1, maxLength: 97 })))
    .chain((drawn) =>
      fc.constantFrom(1, 30).map((times) => {
        const own = drawn.map((number) => others[number] ?? 4);
        return Array.from({ length: times }, () => own).flat();
      }),
    );

/** A line of so many columns; one with four counts. */
function lineOf(number: number, width: number, isQuoted: boolean): string {
  const fields = [`${number}`, '7', '3;17', '10', ...Array.from({ length: 10 }, () => '5')].slice(0, width);
  return fields.map((field, index) => (isQuoted && index % 2 === 0 ? `"${field}"` : field)).join(',');
}

describe('the kernel', () => {
  test.each([
    { name: 'with columns too many', others: [5, 6, 9] },
    { name: 'with columns too few', others: [2, 3] },
    { name: 'of any number of columns', others: [2, 2, 3, 5, 6, 7, 9] },
  ])('refuses lines $name, wherever in a window they are, and adds all others', ({ others }) => {
    const files = fc.property(widths(others), fc.boolean(), (columns, isQuoted) => {
      const lines = columns.map((width, index) => lineOf(1 + index, width, isQuoted));
      const wrong = lines.flatMap((raw, index) =>
        columns[index] === 4 ? [] : [{ line: 2 + index, reason: 'wrong_column_count', raw }],
      );

      const { plain, left, owners } = readWithKernel(lines.map((line) => `${line}\n`).join(''));

      const count = lines.length - wrong.length;
      expect(plain).toBe(count);
      expect(left.map(({ line, reason, raw }) => ({ line, reason, raw }))).toEqual(wrong);
      expect(owners).toEqual(count === 0 ? [] : [{ owner: 7n, events: count, values: [BigInt(10 * count)] }]);
    });

    fc.assert(files, { numRuns: 150 });
  });

  test('refuses the first line of a window, which the one before has cut', () => {
    const start = Array.from({ length: 511 }, (_, n) => `${1000 + n},7,3;17,100\n`).join('');
    // The first of these begins in the first 8 KiB, and ends after them.
    const text = `${start}${'1,7,3,10,5,555555555\n'.repeat(3)}9999,7,3,10\n`;

    const { plain, left } = readWithKernel(text);

    expect(plain).toBe(512);
    expect(left.map(({ line, reason }) => ({ line, reason }))).toEqual(
      [513, 514, 515].map((line) => ({ line, reason: 'wrong_column_count' })),
    );
  });

  test('leaves lines of one column, which may be blank, to the careful path, and goes on after each', () => {
    const text = '1,7,3,10\n\n2,7,3,10\n5\n\n3,7,3,10\n4,7,3\n';

    const { plain, left } = readWithKernel(text);

    expect(plain).toBe(3);
    expect(left.map(({ line }) => line)).toEqual([5, 8]);
  });
});
