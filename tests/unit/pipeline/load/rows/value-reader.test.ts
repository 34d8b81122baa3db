import { describe, expect, test } from 'vitest';
import type { CsvRecord } from '../../../../../lib/csv/records/entry.ts';
import type { TypeName } from '../../../../../lib/model/columns.ts';
import { Findings } from '../../../../../lib/pipeline/findings/findings.ts';
import {
  doubtNoter,
  type ValueColumn,
  valueReader,
} from '../../../../../lib/pipeline/load/rows/value-reader.ts';

const record = (...fields: string[]): CsvRecord => ({
  kind: 'record',
  line: 5,
  lastLine: 5,
  offset: 0,
  isUnended: false,
  hasRowsInside: false,
  fields,
  raw: fields.join(','),
});

/** What a column of that type gives for a field, and what is found in it. */
function read(type: TypeName, field: string, { required = true } = {}) {
  const findings = new Findings();
  const readValue = valueReader({ name: 'it', type, required }, { columns: { it: 1 } }, findings);
  const value = readValue(record('another', field));
  return { value, found: findings.rows.map(({ reason, severity }) => [reason, severity]) };
}

test.each<[TypeName, string, unknown]>([
  ['id', '007', 7n],
  ['integer', '9223372036854775807', 2n ** 63n - 1n],
  ['date', '2024-02-29T08:00', '2024-02-29'],
  ['text', 'as it is', 'as it is'],
  ['text', '', ''],
  ['idList', '3;1;3', [3n, 1n, 3n]],
  ['idList', '', []],
])('of the type %s %j is a value', (type, field, value) => {
  expect(read(type, field)).toEqual({ value, found: [] });
});

test.each<[TypeName, string, string]>([
  ['id', '', 'not_an_integer'],
  ['integer', '-1', 'negative'],
  ['integer', '9223372036854775808', 'overflow'],
  ['date', '', 'bad_date'],
  ['date', '2023-02-29', 'bad_date'],
])('of the type %s %j rejects the row: %s', (type, field, reason) => {
  expect(read(type, field)).toEqual({ value: undefined, found: [[reason, 'reject']] });
});

test('a defect that is only a warning leaves the row without the value', () => {
  expect(read('idList', '1;x')).toEqual({ value: null, found: [['bad_id_list', 'warning']] });
});

test('a defect is told with its column, and with line and text of its row', () => {
  const findings = new Findings();
  const readValue = valueReader({ name: 'it', type: 'id', required: true }, { columns: { it: 1 } }, findings);

  readValue(record('a', 'x'));

  expect(findings.rows).toEqual([
    {
      ...{ source: '', line: 5, lastLine: 5, column: 'it', reason: 'not_an_integer', severity: 'reject' },
      ...{ seen: 'x', raw: 'a,x' },
    },
  ]);
});

test('a column that must be there, and that plan did not look for, is an error: its values are not NULL', () => {
  const column = { name: 'it', type: 'integer', required: true } as const;

  expect(() => valueReader(column, { columns: { other: 0 } }, new Findings())).toThrow(
    'plan did not look for a column it: the code changed during the run, start a new run',
  );
});

describe('a text that stands for nothing', () => {
  const nulls = ['NULL', '-1'];
  const readNulls = (type: TypeName, field: string, required: boolean) => {
    const findings = new Findings();
    const column = { name: 'it', type, required, nulls, scale: 2 };
    const value = valueReader(column, { columns: { it: 0 } }, findings)(record(field));
    return { value, found: findings.rows.map(({ reason }) => reason) };
  };

  test.each<TypeName>(['id', 'integer', 'decimal', 'date', 'timestamp'])(
    'is NULL in a column of the type %s that may do without',
    (type) => {
      expect(readNulls(type, 'NULL', false)).toEqual({ value: null, found: [] });
      expect(readNulls(type, '-1', false)).toEqual({ value: null, found: [] });
    },
  );

  test.each<[TypeName, string]>([
    ['id', 'not_an_integer'],
    ['integer', 'not_an_integer'],
    ['decimal', 'not_a_decimal'],
    ['date', 'bad_date'],
    ['timestamp', 'bad_timestamp'],
    ['textId', 'empty_id'],
  ])(
    'rejects the row in a column of the type %s that must have a value, as an empty one does',
    (type, reason) => {
      expect(readNulls(type, '-1', true)).toEqual({ value: undefined, found: [reason] });
    },
  );

  test('is no text, and no list of ids', () => {
    expect(readNulls('text', 'NULL', true)).toEqual({ value: '', found: [] });
    expect(readNulls('idList', '-1', true)).toEqual({ value: [], found: [] });
  });

  test.each(['null', 'NULL.', 'N'])('is no other one: %j', (field) => {
    expect(readNulls('text', field, true).value).toBe(field);
  });
});

describe('a doubt about a value', () => {
  const doubtsIn = (columns: readonly ValueColumn[], ...fields: string[]) => {
    const findings = new Findings();
    doubtNoter(columns, { columns: { name: 0, note: 1 } }, findings)(record(...fields));
    return findings.counts();
  };
  const name = { name: 'name', type: 'text', required: true } as const;

  test('is a warning of its column', () => {
    expect(doubtsIn([name], 'NULL', 'NULL')).toEqual([
      { column: 'name', reason: 'null_text', severity: 'warning', count: 1 },
    ]);
  });

  test('is none where it is said which texts stand for nothing', () => {
    expect(doubtsIn([{ ...name, nulls: ['NA'] }], 'NULL', '')).toEqual([]);
  });

  test('is none of a column that the file has not', () => {
    expect(doubtsIn([{ ...name, name: 'other' }], 'NULL', 'NULL')).toEqual([]);
  });
});

describe('a column that may do without a value', () => {
  test.each<TypeName>(['id', 'integer', 'date'])('of the type %s is NULL when it is empty', (type) => {
    expect(read(type, '', { required: false })).toEqual({ value: null, found: [] });
  });

  test.each<[TypeName, string]>([
    ['id', 'x'],
    ['integer', '1.5'],
    ['date', 'today'],
  ])('of the type %s rejects the row all the same for %j', (type, field) => {
    expect(read(type, field, { required: false })).toMatchObject({
      value: undefined,
      found: [[expect.any(String), 'reject']],
    });
  });

  test('of texts and of lists has an empty one where that is what stands there', () => {
    expect(read('text', '', { required: false }).value).toBe('');
    expect(read('idList', '', { required: false }).value).toEqual([]);
  });

  test('is NULL in a file without it', () => {
    const findings = new Findings();
    const readValue = valueReader(
      { name: 'it', type: 'integer', required: false },
      { columns: { other: 0 } },
      findings,
    );

    expect(readValue(record('7'))).toBeNull();
    expect(findings.rows).toEqual([]);
  });
});
