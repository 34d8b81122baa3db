import { describe, expect, test } from 'vitest';
import { expectedOf } from '../../random-models/oracle/oracle.ts';
import type { CaseSpec, ColumnSpec, FeatureSpec, SourceSpec } from '../../random-models/spec.ts';

const column = (name: string, type: ColumnSpec['type'], rest: Partial<ColumnSpec> = {}): ColumnSpec => ({
  name,
  type,
  optional: false,
  header: [],
  ...rest,
});

const SHOPS = { name: 'shops', kind: 'entity', key: 'shop', columns: [column('shop', 'id')] } as const;
const ITEMS = {
  name: 'items',
  kind: 'reference',
  key: 'item',
  columns: [column('item', 'id'), column('label', 'text')],
} as const;
const ORDERS = {
  name: 'orders',
  kind: 'events',
  key: 'order',
  of: 'shop',
  columns: [
    column('order', 'id'),
    column('shop', 'id', { references: 'shops' }),
    column('amount', 'integer', { optional: true }),
    column('items', 'idList', { references: 'items' }),
  ],
} as const;

/** A source of those columns; each row is a text with commas. */
function source(name: string, columns: string, ...rows: readonly string[]): SourceSpec {
  const text = [columns, ...rows, ''].join('\n');
  const records = rows.map((raw, index) => {
    const at = [columns, ...rows.slice(0, index), ''].join('\n').length;
    return { line: index + 2, at, raw, fields: raw.split(',') };
  });
  const names = columns.split(',');
  return { name, content: Buffer.from(text), text, delimiter: ',', names, columns: names, records };
}

/** What becomes of sources; of an input that is not told there is one without rows. */
function outcome(
  sources: Partial<Record<'shops' | 'items' | 'orders', readonly SourceSpec[]>>,
  features: readonly FeatureSpec[] = [{ name: 'n', kind: 'count', input: 'orders' }],
) {
  const made: CaseSpec = {
    model: { inputs: [SHOPS, ITEMS, ORDERS], features },
    files: new Map(),
    sources: new Map(Object.entries(sources)),
  };
  const { found, ...expected } = expectedOf(made, '2024-01-01');
  return {
    ...expected,
    found: found.map(({ input, source: name, line, column: of, reason }) =>
      [input, name, line, of, reason].join(' '),
    ),
  };
}

const ORDER = 'order,shop,amount,items';

describe('the oracle of random models', () => {
  test('reads sources by the bytes of their names: the first row of a key counts', () => {
    const { found, table } = outcome({
      shops: [
        source('é.csv', 'shop', '1'),
        source('b.csv', 'shop', '2', '1'),
        source('Z.csv', 'shop', '2', '2'),
      ],
    });

    expect(table.map(({ shop }) => shop)).toEqual([1n, 2n]);
    expect(found).toEqual([
      'shops Z.csv 3 shop duplicate_id',
      'shops b.csv 2 shop duplicate_id',
      'shops é.csv 2 shop duplicate_id',
    ]);
  });

  test('lets a row that is rejected itself take no key away', () => {
    const { found } = outcome({
      shops: [source('s.csv', 'shop', '1')],
      orders: [source('o.csv', ORDER, '1,x,5,', '1,1,5,', '01,1,5,')],
    });

    expect(found).toEqual(['orders o.csv 2 shop not_an_integer', 'orders o.csv 4 order duplicate_id']);
  });

  test('rejects the events of nobody, and warns of what is not in a reference, each once in a row', () => {
    const { found, table } = outcome({
      shops: [source('s.csv', 'shop', '1')],
      items: [source('i.csv', 'item,label', '7,seven')],
      orders: [source('o.csv', ORDER, '1,2,5,7', '2,1,5,8;9;8', '3,1,5,x')],
    });

    expect(found).toEqual([
      'orders o.csv 4 items bad_id_list',
      'orders o.csv 2 shop unknown_shop',
      'orders o.csv 3 items unknown_item',
      'orders o.csv 3 items unknown_item',
    ]);
    expect(table).toEqual([{ shop: 1n, n: 2n, as_of: '2024-01-01' }]);
  });

  test('counts by hand what the features are', () => {
    const of = { input: 'orders', column: 'amount' };
    const some = { op: 'atLeast', column: 'amount', number: 4n } as const;
    const { table } = outcome(
      {
        shops: [source('s.csv', 'shop', '1')],
        items: [source('i.csv', 'item,label', '7,seven')],
        orders: [source('o.csv', ORDER, '1,1,5,7;8', '2,1,,8;7', '3,1,2,9', '4,1,4,')],
      },
      [
        { name: 'sum', kind: 'sum', ...of },
        { name: 'mean', kind: 'mean', ...of },
        { name: 'min', kind: 'min', ...of },
        { name: 'max', kind: 'max', ...of, where: { op: 'not', filter: some } },
        { name: 'some', kind: 'count', input: 'orders', where: some },
        {
          name: 'none',
          kind: 'max',
          ...of,
          where: { op: 'and', filters: [some, { op: 'not', filter: some }] },
        },
        { name: 'distinct', kind: 'distinct', input: 'orders', column: 'items' },
        { name: 'most', kind: 'allMostUsed', input: 'orders', column: 'items' },
        {
          name: 'label',
          kind: 'lookup',
          input: 'orders',
          column: 'items',
          looksUp: { input: 'items', column: 'label' },
        },
      ],
    );

    expect(table).toMatchObject([
      {
        sum: 11n,
        mean: 11 / 3,
        min: 2n,
        max: 2n,
        some: 2n,
        none: null,
        distinct: 3n,
        most: '[7, 8]',
        label: 'seven',
      },
    ]);
  });

  test('keeps the gates shut for a table without rows, and for a sum that no bigint holds', () => {
    const sum = [{ name: 'sum', kind: 'sum', input: 'orders', column: 'amount' }] as const;
    const most = String(2n ** 63n - 1n);

    const { gates: ofNobody } = outcome({ shops: [source('s.csv', 'shop', 'x')] });
    const { gates: ofMuch } = outcome(
      {
        shops: [source('s.csv', 'shop', '1')],
        orders: [source('o.csv', ORDER, `1,1,${most},`, '2,1,1,')],
      },
      sum,
    );

    expect([ofNobody, ofMuch]).toEqual([['no_shops'], ['bigint_total']]);
  });
});
