import { describe, expect, test } from 'vitest';
import { isUtf8 } from '../../fuzz/oracle/text.ts';
import { dateOf, idListOf, inOrder, integerOf, textIdListOf, textIdOf } from '../../fuzz/oracle/values.ts';

describe('oracle on values', () => {
  test.each<[string, bigint | string]>([
    ['0', 0n],
    ['+007.00', 7n],
    ['9223372036854775807', 2n ** 63n - 1n],
    ['9223372036854775808', 'overflow'],
    ['-0', 'negative'],
    ['-5.0', 'negative'],
    ['', 'not_an_integer'],
    ['10.', 'not_an_integer'],
    ['.0', 'not_an_integer'],
    ['1.5', 'not_an_integer'],
    ['1.0.0', 'not_an_integer'],
    ['1e3', 'not_an_integer'],
    ['+-1', 'not_an_integer'],
    ['١', 'not_an_integer'],
  ])('reads the integer %j', (text, value) => {
    const integer = integerOf(text);

    expect(integer).toBe(value);
  });

  test.each([
    ['2024-02-29', '2024-02-29'],
    ['2023-01-31T23:59:60.5+05:30', '2023-01-31'],
    ['2023-01-31 01:02Z', '2023-01-31'],
    ['2023-01-31T01:02-08', '2023-01-31'],
    ['2023-01-31 01:02:03 UTC', '2023-01-31'],
    ['2023-01-31 01:02:03UTC', '2023-01-31'],
    ['2023-01-31 01:02:03.5 +00:00', '2023-01-31'],
    ['2023-01-31 01:02 Z', '2023-01-31'],
    ['2023-01-31 01:02  Z', 'bad_date'],
    ['2023-01-31 01:02 GMT', 'bad_date'],
    ['2023-01-31 UTC', 'bad_date'],
    ['2023-02-29', 'bad_date'],
    ['1900-02-29', 'bad_date'],
    ['0000-01-01', 'bad_date'],
    ['2023-1-01', 'bad_date'],
    ['20230101', 'bad_date'],
    ['2023-01-01T24:00', 'bad_date'],
    ['2023-01-01T12', 'bad_date'],
    ['2023-01-01T12:00+5', 'bad_date'],
    ['2023-01-01T12:00:00.', 'bad_date'],
    ['2023-01-01 ', 'bad_date'],
    ['', 'bad_date'],
  ])('reads the date %j', (text, value) => {
    const date = dateOf(text);

    expect(date).toBe(value);
  });

  test.each<[string, bigint[] | string]>([
    ['', []],
    ['1; 2\t;+3.0', [1n, 2n, 3n]],
    ['1;;2', 'bad_id_list'],
    ['1;', 'bad_id_list'],
    ['1;-2', 'bad_id_list'],
  ])('reads the id list %j', (text, value) => {
    const ids = idListOf(text);

    expect(ids).toEqual(value);
  });

  test.each([
    ['007', { id: '007' }],
    ['', 'empty_id'],
    ['x'.repeat(255), { id: 'x'.repeat(255) }],
    ['x'.repeat(256), 'long_id'],
    ['é'.repeat(128), 'long_id'],
  ])('reads the text id %j', (text, value) => {
    const id = textIdOf(text);

    expect(id).toEqual(value);
  });

  test.each<[string, string[] | string]>([
    ['', []],
    ['a; b c\t;a', ['a', 'b c', 'a']],
    ['a;;b', 'bad_text_id_list'],
    ['a; ', 'bad_text_id_list'],
    [`a;${'x'.repeat(256)}`, 'bad_text_id_list'],
  ])('reads the list of text ids %j', (text, value) => {
    const ids = textIdListOf(text);

    expect(ids).toEqual(value);
  });

  test('has texts in the order of their bytes, which is not that of UTF-16', () => {
    const texts = ['\u{1f600}', '\uffee', 'b', 'B'].sort(inOrder);

    expect(texts).toEqual(['B', 'b', '\uffee', '\u{1f600}']);
  });

  test.each([
    ['é漢😀', true],
    ['\x7f', true],
    [Buffer.of(0xc1, 0x80), false],
    [Buffer.of(0xed, 0xa0, 0x80), false],
    [Buffer.of(0xf4, 0x90, 0x80, 0x80), false],
    [Buffer.of(0xe2, 0x82), false],
  ])('tells whether %j is UTF-8', (bytes, valid) => {
    const told = isUtf8(Buffer.from(bytes).toString('latin1'));

    expect(told).toBe(valid);
  });
});
