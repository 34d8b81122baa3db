import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Binning } from '../../../../lib/model/bins/bins.ts';
import { scaledText } from '../../../../lib/model/bins/decimal.ts';
import { doubleBins } from '../../../../lib/model/bins/double-bins.ts';
import { decimalBins, wholeBins } from '../../../../lib/model/bins/stepped-bins.ts';

const SCALE = 2;

interface Kind {
  readonly binning: Binning;
  readonly scale: number;
  /** Values as PostgreSQL writes them. */
  readonly values: fc.Arbitrary<string>;
  /** Negative when the first one is less. */
  compare(one: string, other: string): number;
}

const hundredths = (text: string): bigint => BigInt(text.replace('.', ''));
const whole = (bits: 32 | 64): Kind => ({
  binning: wholeBins(bits),
  scale: 0,
  values: fc
    .oneof(
      fc.bigInt({ min: -(2n ** BigInt(bits - 1)), max: 2n ** BigInt(bits - 1) - 1n }),
      fc.bigInt({ min: 0n, max: 60n }),
      fc.constantFrom(-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n),
    )
    .map(String),
  compare: (one, other) => Number(BigInt(one) - BigInt(other)),
});

const KINDS: Readonly<Record<string, Kind>> = {
  'whole numbers of 32 bits': whole(32),
  'whole numbers of 64 bits': whole(64),
  decimals: {
    binning: decimalBins,
    scale: SCALE,
    values: fc
      .oneof(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), fc.bigInt({ min: -500n, max: 500n }))
      .map((units) => scaledText(units, SCALE)),
    compare: (one, other) => Number(hundredths(one) - hundredths(other)),
  },
  doubles: {
    binning: doubleBins,
    scale: 0,
    values: fc
      .oneof(
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.double({ noNaN: true, min: 0, max: 1 }),
        fc.double({ noNaN: true, min: 0.5, max: 0.5000000000000009 }),
        fc.integer({ min: -50, max: 50 }),
        fc.constantFrom(Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, -0),
      )
      .map(String),
    compare: (one, other) => Number(one) - Number(other),
  },
};

/** The bins that values of a kind are in, with those values. */
function binsOf({ binning, scale, compare }: Kind, values: readonly string[]) {
  const sorted = values.toSorted(compare);
  const layout = binning.layout({ min: sorted[0] ?? '', max: sorted.at(-1) ?? '', scale });
  const firsts = layout?.firsts ?? [];
  const counted = firsts.map((first, index) => {
    const next = firsts[index + 1];
    return sorted.filter(
      (value) => compare(value, first) >= 0 && (next === undefined || compare(value, next) < 0),
    );
  });
  const lasts = layout?.lasts(counted.map((own) => own.at(-1) ?? null)) ?? [];
  return firsts.map((first, index) => ({ first, last: lasts[index] ?? '', own: counted[index] ?? [] }));
}

describe.each(Object.entries(KINDS))('bins of %s', (_name, kind) => {
  const { values, compare } = kind;
  const several = fc.array(values, { minLength: 1, maxLength: 40 });

  test('hold every value once', () => {
    fc.assert(
      fc.property(several, (all) => {
        const bins = binsOf(kind, all);

        for (const value of all) {
          const holding = bins.filter(
            ({ first, last }) => compare(value, first) >= 0 && compare(value, last) <= 0,
          );
          expect(holding, value).toHaveLength(1);
          expect(holding[0]?.own).toContain(value);
        }
        expect(bins.reduce((total, { own }) => total + own.length, 0)).toBe(all.length);
      }),
    );
  });

  test('ascend without overlap, twenty at most', () => {
    fc.assert(
      fc.property(several, (all) => {
        const bins = binsOf(kind, all);

        expect(bins.length).toBeLessThanOrEqual(20);
        for (const [index, { first, last }] of bins.entries()) {
          const next = bins[index + 1];
          expect(compare(first, last)).toBeLessThanOrEqual(0);
          expect(next === undefined || compare(last, next.first) < 0).toBe(true);
        }
      }),
    );
  });
});

const endsOf = (kind: string, values: readonly string[]): string[] =>
  binsOf(KINDS[kind] as Kind, values).map(({ first, last }) => `${first} to ${last}`);

test.each([
  ['whole numbers of 64 bits', ['0', '99'], ['0 to 4', '5 to 9'], '95 to 99'],
  ['whole numbers of 32 bits', ['357', '365'], ['357 to 357', '358 to 358'], '365 to 365'],
  [
    'whole numbers of 64 bits',
    ['9007199254740993', '9007199254740994'],
    ['9007199254740993 to 9007199254740993'],
    '9007199254740994 to 9007199254740994',
  ],
  [
    'whole numbers of 64 bits',
    ['0', '9223372036854775807'],
    ['0 to 499999999999999999'],
    '9000000000000000000 to 9223372036854775807',
  ],
  ['decimals', ['0.00', '19.99'], ['0.00 to 0.99', '1.00 to 1.99'], '19.00 to 19.99'],
  ['decimals', ['-0.05', '0.05'], ['-0.05 to -0.05'], '0.05 to 0.05'],
  ['doubles', ['0', '0.33', '9.5'], ['0 to 0.4', '0.5 to 0.9'], '9.5 to 9.9'],
  ['doubles', ['0', '0.49', '9.5'], ['0 to 0.49', '0.5 to 0.99'], '9.5 to 9.99'],
  ['doubles', ['0', '50'], ['0 to 4', '5 to 9'], '50 to 54'],
  ['doubles', ['2.5'], ['2.5 to 2.5'], '2.5 to 2.5'],
])('%s of %j are in round bins', (kind, values, first, last) => {
  const ends = endsOf(kind, values);

  expect(ends.slice(0, first.length)).toEqual(first);
  expect(ends.at(-1)).toBe(last);
});

test.each(['NaN', 'Infinity', '-Infinity'])('a column with %s has none', (value) => {
  expect(doubleBins.layout({ min: '0', max: value, scale: 0 })).toBeUndefined();
  expect(decimalBins.layout({ min: value, max: '0', scale: 0 })).toBeUndefined();
});
