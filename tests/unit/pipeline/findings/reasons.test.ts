import { describe, expect, test } from 'vitest';
import { defineFeatures } from '../../../../lib/model/declare.ts';
import { article, describeReason, reasonsOf } from '../../../../lib/pipeline/findings/reasons.ts';
import { shopInputs } from '../../support/shop-inputs.ts';
import { tillInputs } from '../../support/till-inputs.ts';

const model = defineFeatures(shopInputs, {});
const all = reasonsOf(model);
const codes = all.map(({ reason }) => reason);

describe('reasonsOf', () => {
  test('has those of records, of values, of keys and of references, each once', () => {
    expect(codes.toSorted()).toEqual([
      'bad_date',
      'bad_id_list',
      'duplicate_id',
      'early_date',
      'future_date',
      'invalid_utf8',
      'long_value',
      'negative',
      'not_an_integer',
      'nul_byte',
      'null_text',
      'overflow',
      'record_too_long',
      'repeated_header',
      'stray_quote',
      'unclosed_quote',
      'unended_line',
      'unknown_item',
      'unknown_shop',
      'unknown_voucher',
      'wrong_column_count',
    ]);
  });

  test('has warnings for bad lists, doubts and references that are not the owner, after all rejects', () => {
    const severities = all.map(({ severity }) => severity);

    expect(codes.slice(severities.indexOf('warning')).toSorted()).toEqual([
      'bad_id_list',
      'early_date',
      'future_date',
      'long_value',
      'null_text',
      'repeated_header',
      'unended_line',
      'unknown_item',
      'unknown_voucher',
    ]);
    expect(severities).toEqual(severities.toSorted());
  });
});

describe('describeReason', () => {
  test.each(codes)('has one clause for %s', (reason) => {
    const text = describeReason(model, reason, 'shop_id');

    expect(text).toMatch(/^[^\n.]+( \(.+\))?$/);
    expect(text).not.toBe(reason);
  });

  test('has a text of its own for each reason', () => {
    const texts = new Set(codes.map((reason) => describeReason(model, reason)));

    expect(texts.size).toBe(codes.length);
  });

  test('names the column', () => {
    const text = describeReason(model, 'negative', 'amount');

    expect(text).toBe('amount is negative');
  });

  test('speaks of the value when there is no column', () => {
    const text = describeReason(model, 'negative');

    expect(text).toBe('the value is negative');
  });

  test('says what kind of row is missing, and where', () => {
    const text = describeReason(model, 'unknown_item', 'item_ids');

    expect(text).toBe('item_ids names an item that is not in the items file');
  });

  test.each(['not_an_integer', 'bad_date'])('says that %s may mean an empty value', (reason) => {
    const text = describeReason(model, reason, 'shop_id');

    expect(text).toContain('empty');
  });

  test('of a value says what its own column takes', () => {
    const tills = defineFeatures(tillInputs, {});

    expect(describeReason(tills, 'too_many_decimals', 'amount')).toContain('more than 2 digits');
    expect(describeReason(tills, 'too_many_decimals', 'price', 'goods')).toContain('more than 3 digits');
  });

  test('leaves a reason of another model as it is', () => {
    expect(describeReason(model, 'unknown_planet', 'planet_id')).toBe('unknown_planet');
  });
});

test.each([
  ['item', 'an item'],
  ['user', 'a user'],
  ['shop', 'a shop'],
])('the article of %s is that of %s', (word, text) => {
  expect(article(word)).toBe(text);
});
