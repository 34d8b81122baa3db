import { describe, expect, test } from 'vitest';
import { featuresCsv } from '../../../../lib/http/reply/feature-reply.ts';
import { featureOrder, positionAfter } from '../../../../lib/http/route/feature-order.ts';
import { nextPage } from '../../../../lib/http/route/pages.ts';
import { defineFeatures } from '../../../../lib/model/declaration/define-features.ts';
import { type JsonValue, SHOWN_AS } from '../../../../lib/model/sql-types/sql-value.ts';
import { SQL_TYPES, type SqlType } from '../../../../lib/model/sql-types.ts';
import { featurePage } from '../../../../lib/schemas/feature.ts';
import { derivationTable } from '../../../../lib/store/derivation/table-columns.ts';
import { columnViews } from '../../../../lib/views/feature-rows.ts';
import { madeFeature } from '../../support/made-feature.ts';
import { inputs } from '../shops.ts';

interface Example {
  /** As rows come with it, and as CSV has it. */
  readonly value: JsonValue;
  readonly csv: string;
  /** What no value of the type is in JSON. */
  readonly wrong: unknown;
  /** What no cursor can say that a value is. */
  readonly forged: readonly string[];
}

const EXAMPLES: Readonly<Record<SqlType, Example>> = {
  bigint: {
    value: '-9223372036854775808',
    csv: '-9223372036854775808',
    wrong: 7,
    forged: ['9223372036854775808', '1e3', '', '1.5'],
  },
  integer: { value: -2147483648, csv: '-2147483648', wrong: '7', forged: ['2147483648', '1.5', ''] },
  'double precision': { value: -0.5, csv: '-0.5', wrong: '0.5', forged: ['1e400', 'NaN', '0x1', ' 1', ''] },
  numeric: {
    value: '-92233720368547758.50',
    csv: '-92233720368547758.50',
    wrong: 12.5,
    forged: ['1e3', 'NaN', '', '.5', '1,5', 'Infinity'],
  },
  text: { value: '=1+1', csv: "'=1+1", wrong: 7, forged: ['a\0b', '\ud800'] },
  date: {
    value: '2024-02-29',
    csv: '2024-02-29',
    wrong: 'soon',
    forged: ['2023-02-29', '0000-01-01', 'now'],
  },
  'timestamp with time zone': {
    value: '2024-02-29T23:59:59.5Z',
    csv: '2024-02-29T23:59:59.5Z',
    wrong: '2024-02-29',
    forged: ['2024-02-29 23:59:59Z', '2024-02-29T23:59:59', '2024-02-29T23:59:60Z', 'now', ''],
  },
  jsonb: { value: ['7', '9223372036854775807'], csv: '7;9223372036854775807', wrong: [7], forged: [] },
};
const ALL = Object.entries(EXAMPLES).map(([type, example]) => ({ type: type as SqlType, ...example }));

test('there is an example of each type', () => {
  expect(Object.keys(EXAMPLES)).toEqual(Object.keys(SQL_TYPES));
});

describe.each(ALL)('a feature that is $type to SQL', ({ type, value, csv, wrong, forged }) => {
  const model = defineFeatures(inputs, { made: madeFeature(type) });
  const table = derivationTable(model);
  const column = table.columns.find(({ name }) => name === 'made');
  const row = {
    shop_id: '7',
    city: 'Bonn',
    opened: '2024-01-01',
    closed: null,
    made: value,
    as_of: '2024-01-01',
  };
  const page = (made: unknown) => ({
    message: '1 row',
    runId: 'etl-1',
    columns: columnViews(table.columns),
    features: [{ ...row, made }],
    total: 1,
    next: null,
  });

  test('is a column of that type', () => {
    expect(column).toMatchObject({ type, derived: true, filled: false });
  });

  test('is told by a type that the API knows', () => {
    expect(SHOWN_AS).toContain(columnViews(table.columns).find(({ name }) => name === 'made')?.type);
  });

  test('is an answer as the schema says, with a value and without', () => {
    const schema = featurePage(model);

    expect([value, null].map((made) => schema.safeParse(page(made)).success)).toEqual([true, true]);
    expect(schema.safeParse(page(wrong)).success).toBe(false);
  });

  test('is a field of CSV', () => {
    const reply = featuresCsv(model, table.columns, [row, { ...row, made: null }], null);

    expect(String(reply.content?.data).split('\r\n').slice(1, 3)).toEqual([
      `7,Bonn,2024-01-01,,${csv},2024-01-01`,
      '7,Bonn,2024-01-01,,,2024-01-01',
    ]);
  });

  const path = '/features';
  const query = { sort: '-made', limit: 1 };
  /** The request of the page after a position. */
  const requestAfter = (position: readonly (string | null)[]) => {
    const next = new URL(nextPage(path, query, position), 'http://host');
    return { path, query: { ...query, cursor: next.searchParams.get('cursor') ?? '' } };
  };

  if (SQL_TYPES[type].isInCursor) {
    test('is sorted by, from the position after a row on', () => {
      const order = featureOrder({ path, query }, table);

      const positions = [row, { ...row, made: null }].map(
        (last) => featureOrder(requestAfter(positionAfter(last, table, order)), table).after,
      );

      expect(order).toMatchObject({ column, descending: true });
      expect(positions).toEqual([
        { value: String(value), key: '7' },
        { value: null, key: '7' },
      ]);
    });

    test.each(forged)('a cursor that says that it is %j is none of ours', (text) => {
      expect(() => featureOrder(requestAfter([text, '7']), table)).toThrow(
        'cursor is invalid: take it from `next` of the page before',
      );
    });
  } else {
    test('is not sorted by, which is said with the columns that are', () => {
      expect(() => featureOrder({ path, query }, table)).toThrow(
        /sort must be one of shop_id, city, opened, closed, as_of, /,
      );
    });
  }
});
