import { describe, expect, test } from 'vitest';
import { entity, id, integer, reference, text } from '../../../../lib/model/declare.ts';
import { tillInputs } from '../../support/till-inputs.ts';

/** What a model that is built without types may hand in. */
const untyped = (value: unknown) => value as never;

const { tills, receipts } = tillInputs;

describe('texts that stand for nothing', () => {
  test('of an input are those of its columns', () => {
    expect([receipts.receipt_id, receipts.good_ids, receipts.tip].map(({ nulls }) => nulls)).toEqual([
      ['NULL', '\\N', '-1'],
      ['NULL', '\\N', '-1'],
      ['NULL', '\\N', '-1'],
    ]);
  });

  test('of a column take their place, also when there are none', () => {
    expect(tills.note.nulls).toEqual(['NA']);
    expect(receipts.paid.nulls).toEqual([]);
  });

  test('are none where nothing is said of them', () => {
    expect('nulls' in tills.name).toBe(false);
  });

  test.each([
    ['a text instead of a list', untyped('NULL'), "nulls: ['NULL']"],
    ['a number', [untyped(-1)], 'nulls has -1, which is not a text'],
    ['an empty text', [''], 'an empty field never has a value: remove it, and declare optional: true'],
    ['a space before it', [' NULL'], "nulls has ' NULL' with spaces or TABs around it"],
    ['a TAB after it', ['NULL\t'], 'with spaces or TABs around it'],
  ])('are not %s: it would never be found', (_what, nulls, said) => {
    const declarations = [
      () => text({ nulls }),
      () => integer({ nulls }),
      () => entity({ files: 'a.csv', key: 'a', columns: { a: id() }, nulls }),
      () => reference({ files: 'a.csv', key: 'a', columns: { a: id() }, nulls }),
    ];

    for (const declare of declarations) {
      expect(declare).toThrow(TypeError);
      expect(declare).toThrow(said);
    }
  });

  test('may have spaces within', () => {
    expect(text({ nulls: ['not known'] }).nulls).toEqual(['not known']);
  });
});
