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

test('of a column of whole numbers it is said what amounts are declared as, but not of ids', () => {
  const said = [integer, id].map(({ defects }) => defects[0]?.text('price'));

  expect(said).toEqual([
    expect.stringMatching(/^price is empty or not a whole number .*decimal\(2\)/),
    expect.not.stringContaining('decimal'),
  ]);
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

describe('decimal', () => {
  const decimal = typeOf({ type: 'decimal', scale: 2 });

  test('reads the number of its smallest units', () => {
    expect(['7', '12.5', '12.50'].map((field) => parsed(decimal, field))).toEqual([700n, 1250n, 1250n]);
  });

  test.each([
    ['', 'reject: not_a_decimal'],
    ['1,234.50', 'reject: not_a_decimal'],
    ['12.505', 'reject: too_many_decimals'],
    ['-12.50', 'reject: negative'],
    ['92233720368547758.08', 'reject: overflow'],
  ])('refuses %j', (field, defect) => {
    expect(parsed(decimal, field)).toBe(defect);
  });

  test('says of too many decimals how many there may be, and of too great a one what it may be', () => {
    const texts = decimal.defects.map(({ text: say }) => say('cost')).join('\n');

    expect(texts).toContain('cost is a number with more than 2 digits after the point (decimal(2))');
    expect(texts).toContain('cost is greater than 92233720368547758.07');
  });

  test('says what may stand in the way: a separator of thousands, a decimal comma', () => {
    const [notADecimal] = decimal.defects;

    expect(notADecimal?.text('cost')).toMatch(/thousands .* 1,234\.50, .* comma, .* 12,50,/);
  });

  test('is written for SQL with all its decimals', () => {
    expect(decimal.sqlText?.(1250n)).toBe('12.50');
  });

  test.each([
    ['12.50', true],
    ['0.05', true],
    ['12.5', false],
    ['12', false],
    ['.50', false],
    ['9999999999999999.99', true],
    ['99999999999999999.99', false],
  ])('goes to SQL as it stands, %j, with exactly its decimals: %j', (field, isPlain) => {
    expect(decimal.isPlain(Buffer.from(field), 0, field.length)).toBe(isPlain);
  });

  test('is one type for one scale', () => {
    expect(typeOf({ type: 'decimal', scale: 2 })).toBe(decimal);
    expect(typeOf({ type: 'decimal', scale: 3 })).not.toBe(decimal);
  });
});

describe('timestamp', () => {
  const timestamp = typeOf({ type: 'timestamp' });

  test('reads a moment, in UTC', () => {
    expect(parsed(timestamp, '2024-02-29 23:59:59.5 -01:00')).toBe('2024-03-01T00:59:59.5Z');
  });

  test('refuses what is none', () => {
    expect(parsed(timestamp, '29.02.2024 08:00')).toBe('reject: bad_timestamp');
  });
});

describe('text', () => {
  const NULL_LIKE = ['NULL', 'null', '\\N', 'NA', 'N/A', '#N/A', 'NaN', 'nan', 'None'];
  const isPlain = (type: ColumnType, field: string) => type.isPlain(Buffer.from(field), 0, field.length);

  test.each(NULL_LIKE)('that is %j is doubted, and is no plain one, so that it is told', (field) => {
    expect(text.doubtOf?.(field)).toMatchObject({ reason: 'null_text', severity: 'warning' });
    expect(isPlain(text, field)).toBe(false);
    expect(parsed(text, field)).toBe(field);
  });

  test.each(NULL_LIKE)(
    'that is an id, %j, is doubted unless it is said which texts stand for nothing',
    (field) => {
      const [doubted, said] = [typeOf({ type: 'textId' }), typeOf({ type: 'textId', nulls: ['-'] })];

      expect(doubted.doubtOf?.(field)).toMatchObject({ reason: 'null_text', severity: 'warning' });
      expect([isPlain(doubted, field), isPlain(said, field)]).toEqual([false, true]);
      expect(said.doubtOf?.(field)).toBeUndefined();
      expect(parsed(doubted, field)).toBe(field);
    },
  );

  test.each(['', 'Null', 'nul', 'NULL.', ' NULL', 'Nan', 'none', 'n/a', '-', 'Ada', 'é'])(
    'that is %j is not',
    (field) => {
      expect(text.doubtOf?.(field)).toBeUndefined();
      expect(isPlain(text, field)).toBe(true);
    },
  );

  test.each([[['NULL']], [[]]])('is not doubted where it is said that %j stand for nothing', (nulls) => {
    const type = typeOf({ type: 'text', nulls });

    expect(NULL_LIKE.map((field) => type.doubtOf?.(field))).toEqual(NULL_LIKE.map(() => undefined));
    expect(isPlain(type, 'NA')).toBe(true);
  });

  test('tells how the doubt is ended', () => {
    expect(text.doubts?.map(({ text: say }) => say('name')).join()).toContain("nulls: ['NULL']");
  });
});

describe.each(TYPE_NAMES)('the type %s', (name) => {
  const type = typeOf({ type: name });
  const FIELDS = [
    '',
    '0',
    '7',
    '007',
    '-1',
    '1;2',
    '1;;2',
    '2.5',
    '10.0',
    '2024-02-29',
    '2023-02-29',
    'Ada',
    'NULL',
    '2024-02-29T08:00:00Z',
  ];

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
    for (const { text: say } of [...type.defects, ...(type.doubts ?? [])]) {
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
