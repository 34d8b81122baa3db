import { describe, expect, expectTypeOf, test } from 'vitest';
import { date } from '../../../lib/model/column-types/date.ts';
import { decimal } from '../../../lib/model/column-types/decimal.ts';
import { id } from '../../../lib/model/column-types/id.ts';
import { idList } from '../../../lib/model/column-types/id-list.ts';
import { integer } from '../../../lib/model/column-types/integer.ts';
import { text } from '../../../lib/model/column-types/text.ts';
import { textId } from '../../../lib/model/column-types/text-id.ts';
import { textIdList } from '../../../lib/model/column-types/text-id-list.ts';
import { timestamp } from '../../../lib/model/column-types/timestamp.ts';
import { TYPE_NAMES } from '../../../lib/model/column-types.ts';
import { type ColumnOptions, headerNames, type TypeName } from '../../../lib/model/columns.ts';

const DECLARE = {
  id,
  textId,
  integer,
  decimal: (options?: ColumnOptions) => decimal(2, options),
  date,
  text,
  idList,
  textIdList,
  timestamp,
};

test('there is a declaration for each type, and a type for each declaration', () => {
  expectTypeOf<keyof typeof DECLARE>().toEqualTypeOf<TypeName>();
  expect(TYPE_NAMES.toSorted()).toEqual(Object.keys(DECLARE).sort());
});

describe.each(Object.entries(DECLARE))('%s()', (name, declare) => {
  test('without options must be there, and has no other name', () => {
    expect(declare()).toMatchObject({ type: name, header: [], optional: false });
  });

  test('takes other names, and that it may be missing', () => {
    expect(declare({ header: ['x'], optional: true })).toMatchObject({
      type: name,
      header: ['x'],
      optional: true,
    });
  });
});

test.each([
  ['id', id],
  ['idList', idList],
] as const)('%s() keeps its options when it references an input', (type, declare) => {
  const column = declare({ header: ['x'], optional: true }).references('shops', { orElse: 'warn' });

  expect(column).toEqual({
    type,
    header: ['x'],
    optional: true,
    reference: { input: 'shops', orElse: 'warn' },
  });
});

test('names in a header are compared in lower case and without padding, the own one first', () => {
  const names = headerNames('cost', integer({ header: [' Price', 'KOSTEN in €\t'] }));

  expect(names).toEqual(['cost', 'price', 'kosten in €']);
});
