import { describe, expect, test } from 'vitest';
import { type ColumnType, ValueDefect } from '../../../../lib/model/column-types/column-type.ts';
import { TYPE_NAMES, typeOf } from '../../../../lib/model/column-types.ts';
import { SQL_TYPES } from '../../../../lib/model/sql-types.ts';

const [id, integer, date, text, idList] = [
  typeOf({ type: 'id' }),
  typeOf({ type: 'integer' }),
  typeOf({ type: 'date' }),
  typeOf({ type: 'text' }),
  typeOf({ type: 'idList' }),
];

/** What a type makes of a text: the value, or the reason why it is none. */
function parsed(type: ColumnType, field: string) {
  const value = type.parse(field);
  return value instanceof ValueDefect ? `${value.severity}: ${value.reason}` : value;
}

describe.each([
  ['id', id],
  ['integer', integer],
])('%s', (_, type) => {
  test.each([
    ['0', 0n],
    ['007', 7n],
    ['10.0', 10n],
    ['9223372036854775807', 9223372036854775807n],
  ])('reads %j', (field, value) => {
    expect(parsed(type, field)).toBe(value);
  });

  test.each([
    ['', 'reject: not_an_integer'],
    ['ten', 'reject: not_an_integer'],
    ['2.5', 'reject: not_an_integer'],
    ['-1', 'reject: negative'],
    ['9223372036854775808', 'reject: overflow'],
  ])('refuses %j', (field, defect) => {
    expect(parsed(type, field)).toBe(defect);
  });
});

describe('date', () => {
  test.each([
    ['2024-02-29', '2024-02-29'],
    ['2024-02-29T23:59:59Z', '2024-02-29'],
  ])('reads %j', (field, value) => {
    expect(parsed(date, field)).toBe(value);
  });

  test.each(['', '2023-02-29', '20230101', 'today'])('refuses %j', (field) => {
    expect(parsed(date, field)).toBe('reject: bad_date');
  });
});

test.each(['', 'Ada', '"', '1'])('text reads %j as it stands', (field) => {
  expect(parsed(text, field)).toBe(field);
});

describe('idList', () => {
  test.each([
    ['', []],
    ['7', [7n]],
    ['1; 2 ;2', [1n, 2n, 2n]],
  ])('reads %j', (field, value) => {
    expect(parsed(idList, field)).toEqual(value);
  });

  test.each(['1;;2', '1;x', ';', '-1'])('warns of %j', (field) => {
    expect(parsed(idList, field)).toBe('warning: bad_id_list');
  });
});

describe.each(TYPE_NAMES)('the type %s', (name) => {
  const type = typeOf({ type: name });
  const FIELDS = ['', '0', '7', '007', '-1', '1;2', '1;;2', '2.5', '10.0', '2024-02-29', '2023-02-29', 'Ada'];

  test('says of an empty text what parsing makes of it', () => {
    expect(type.parse('') instanceof ValueDefect).toBe(!type.takesEmpty);
  });

  test('calls nothing plain that is no value', () => {
    const plain = FIELDS.filter((field) => type.isPlain(Buffer.from(field), 0, field.length));

    expect(plain.filter((field) => type.parse(field) instanceof ValueDefect)).toEqual([]);
  });

  test('looks at its field only, not at the bytes round it', () => {
    const inside = FIELDS.filter((field) => {
      const bytes = Buffer.from(`x${field}-`);
      return type.isPlain(bytes, 1, 1 + field.length) !== type.isPlain(Buffer.from(field), 0, field.length);
    });

    expect(inside).toEqual([]);
  });

  test('gives no defect that it does not list', () => {
    const given = FIELDS.map((field) => type.parse(field)).filter((value) => value instanceof ValueDefect);

    expect(given.filter((defect) => !type.defects.includes(defect))).toEqual([]);
  });

  test('says of each defect which column has it, in a clause', () => {
    for (const { text: say } of type.defects) {
      expect(say('cost')).toMatch(/^cost is .*[^.]$/);
    }
  });

  test('can be stored in a table, or not at all', () => {
    expect([null, ...Object.keys(SQL_TYPES)]).toContain(type.sqlType);
  });
});

test('plain values are those that are common, so that most go to SQL as they stand', () => {
  const isPlain = (type: typeof integer | typeof date, field: string) =>
    type.isPlain(Buffer.from(field), 0, field.length);

  expect(isPlain(integer, '1234567890123456789')).toBe(true);
  expect(isPlain(date, '2024-02-29')).toBe(true);
});
