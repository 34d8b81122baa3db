import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MAX_INTEGER, parseInteger } from '../../../../lib/csv/values/integers.ts';

const LONG_TEXT = 200_000;

describe('parseInteger', () => {
  test.each([
    ['0', 0n],
    ['7', 7n],
    ['007', 7n],
    ['+7', 7n],
    ['+007', 7n],
    ['10.0', 10n],
    ['10.00', 10n],
    ['+0010.000', 10n],
    ['0.0', 0n],
    ['000', 0n],
    ['999999999999999', 999_999_999_999_999n],
    ['9007199254740993', 9_007_199_254_740_993n],
    ['9223372036854775807', MAX_INTEGER],
    ['0000000009223372036854775807.0', MAX_INTEGER],
  ])('reads %s', (text, expected) => {
    const value = parseInteger(text);

    expect(value).toBe(expected);
  });

  test.each([
    '',
    '+',
    '-',
    '.',
    '10.',
    '.0',
    '10.5',
    '10.01',
    '1e3',
    '1,000',
    '1_000',
    '1 000',
    '0x10',
    '++1',
    '+-1',
    '--1',
    '- 1',
    ' 1',
    '1\r',
    '1n',
    'NaN',
    'Infinity',
    'null',
    '١٢',
    '１２',
    '-1.5',
    '-x',
  ])('refuses %j', (text) => {
    const value = parseInteger(text);

    expect(value).toBe('not_an_integer');
  });

  test.each(['-1', '-007', '-1.0', '-9223372036854775809', '-0', '-0.0'])('calls %s negative', (text) => {
    const value = parseInteger(text);

    expect(value).toBe('negative');
  });

  test.each([
    '9223372036854775808',
    '18446744073709551616',
    '10000000000000000000',
    '+9223372036854775808.0',
  ])('calls %s an overflow', (text) => {
    const value = parseInteger(text);

    expect(value).toBe('overflow');
  });

  test('reads very many leading zeros', () => {
    const value = parseInteger(`${'0'.repeat(LONG_TEXT)}1`);

    expect(value).toBe(1n);
  });

  test('refuses very many digits without converting them', () => {
    const value = parseInteger('9'.repeat(LONG_TEXT));

    expect(value).toBe('overflow');
  });

  test('refuses very many zeros with a letter after them', () => {
    const value = parseInteger(`${'0'.repeat(LONG_TEXT)}x`);

    expect(value).toBe('not_an_integer');
  });

  test('agrees with BigInt in every allowed form', () => {
    const sign = fc.constantFrom('', '+');
    const zeros = fc.constantFrom('', '0', '000');
    const fraction = fc.constantFrom('', '.0', '.000');

    fc.assert(
      fc.property(sign, zeros, fc.bigInt({ min: 0n, max: 1n << 65n }), fraction, (plus, pad, value, end) => {
        const read = parseInteger(`${plus}${pad}${value}${end}`);

        expect(read).toBe(value > MAX_INTEGER ? 'overflow' : value);
      }),
    );
  });

  test('reads nothing but the allowed forms', () => {
    const text = fc.string({ unit: fc.constantFrom(...'0129+-.eExX_, \t'), maxLength: 6 });

    fc.assert(
      fc.property(text, (candidate) => {
        const read = parseInteger(candidate);

        expect(typeof read === 'bigint').toBe(/^\+?\d+(\.0+)?$/.test(candidate));
      }),
      { numRuns: 2000 },
    );
  });
});
