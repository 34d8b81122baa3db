import { describe, expect, test } from 'vitest';
import { kernelModule } from '../../../../lib/aggregation/kernel/compiled.ts';
import { instantiate } from '../../../../lib/aggregation/kernel/instance.ts';
import { date } from '../../../../lib/model/column-types/date.ts';
import { id } from '../../../../lib/model/column-types/id.ts';
import { idList } from '../../../../lib/model/column-types/id-list.ts';
import { integer } from '../../../../lib/model/column-types/integer.ts';
import { text } from '../../../../lib/model/column-types/text.ts';
import type { ColumnDeclaration } from '../../../../lib/model/columns.ts';
import { inputProblems, isName, MOST_REFERENCES } from '../../../../lib/model/declaration/input-problems.ts';
import type { InputDeclaration } from '../../../../lib/model/inputs.ts';

type Columns = Readonly<Record<string, ColumnDeclaration>>;

const owner = () => id().references('shops', { orElse: 'reject' });

const shops = (columns: Columns = {}, changes: Partial<InputDeclaration> = {}): InputDeclaration => ({
  kind: 'entity',
  files: 'shops.csv',
  key: 'shop_id',
  columns: { shop_id: id(), ...columns },
  ...changes,
});

const orders = (columns: Columns = {}, changes: Partial<InputDeclaration> = {}): InputDeclaration => ({
  kind: 'events',
  files: 'orders.csv',
  key: 'order_id',
  of: 'shop_id',
  columns: { order_id: id(), shop_id: owner(), ...columns },
  ...changes,
});

const products = (columns: Columns = {}): InputDeclaration => ({
  kind: 'reference',
  files: 'products.csv',
  key: 'product_id',
  columns: { product_id: id(), ...columns },
});

/** What is wrong with a model of shops, orders and products of which some are replaced. */
const problemsOf = (changed: Readonly<Record<string, InputDeclaration>> = {}) =>
  inputProblems({ shops: shops(), orders: orders(), products: products(), ...changed });

test('a declaration without a mistake has no problems', () => {
  const columns = {
    product_id: id({ optional: true }).references('products', { orElse: 'warn' }),
    product_ids: idList().references('products', { orElse: 'warn' }),
    as_of: date(),
    cost: integer({ header: ['Kosten', 'price'], optional: true }),
  };

  expect(problemsOf({ shops: shops({ opened: date() }), orders: orders(columns) })).toEqual([]);
});

test.each(['', '.', '../shops.csv', 'towns/../../shops.csv', '/data/shops.csv'])(
  'the file %j is not below the folder of the data',
  (files) => {
    expect(problemsOf({ shops: shops({}, { files }) })).toEqual([
      `shops: files: '${files}' is not a path inside the data folder`,
    ]);
  },
);

test.each(['towns/shops.csv', './shops.csv', 'shops', '..shops.csv'])('the file %j is', (files) => {
  expect(problemsOf({ shops: shops({}, { files }) })).toEqual([]);
});

test('as many columns may reference rows of others as the kernel has room for', () => {
  const referring = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `product_${index}`,
        id().references('products', { orElse: 'warn' }),
      ]),
    );

  expect(MOST_REFERENCES).toBe(instantiate(kernelModule()).referenceLimit());
  expect(problemsOf({ orders: orders(referring(MOST_REFERENCES)) })).toEqual([]);
  expect(problemsOf({ orders: orders(referring(MOST_REFERENCES + 1)) })).toEqual([
    `orders: ${MOST_REFERENCES + 1} of its columns reference rows of other inputs, more than the limit of ${MOST_REFERENCES}`,
  ]);
});

test('an input of one letter is called by it, s too', () => {
  expect(inputProblems({ s: shops() })).toEqual([]);
});

test('a row of two inputs can not be called the same', () => {
  const [problem, ...others] = problemsOf({ product: { ...products(), files: 'more.csv' } });

  expect(problem).toMatch(/^product: one row is called product, as in products/);
  expect(others).toEqual([]);
});

test('what two rows of a like name are called can be told apart', () => {
  const product = { ...products(), files: 'more.csv', one: 'other_product' };

  expect(problemsOf({ product })).toEqual([]);
});

test.each(['one product', 'Product', 'etl_product', ''])('a row can not be called %j', (one) => {
  expect(problemsOf({ products: { ...products(), one } })).toEqual([
    expect.stringContaining(`products: one: '${one}'`),
  ]);
});

test('an entity alone is a declaration', () => {
  expect(inputProblems({ shops: shops() })).toEqual([]);
});

test('without an entity, or with two, there is a problem', () => {
  const none = inputProblems({ products: products() });
  const two = problemsOf({ markets: { ...shops(), files: 'markets.csv' } });

  expect(none).toEqual([expect.stringMatching(/one entity.* 0$/)]);
  expect(two).toEqual([expect.stringMatching(/one entity.* 2$/)]);
});

test('all problems are told, each with its input and column', () => {
  const problems = problemsOf({ shops: shops({ Open: date() }), orders: orders({ '2nd': text() }) });

  expect(problems).toEqual([
    expect.stringMatching(/^shops\.Open: /),
    expect.stringMatching(/^orders\.2nd: /),
  ]);
});

describe('a name', () => {
  test.each(['a', '_a', 'user_id', 'q1', 'a'.repeat(63), 'etl', 'xmax_x'])('may be %s', (name) => {
    expect(isName(name)).toBe(true);
    expect(problemsOf({ orders: orders({ [name]: text() }) })).toEqual([]);
  });

  test.each(['', 'A', '1a', 'a-b', 'a b', 'größe', 'a"b', 'etl_run', 'a'.repeat(64), 'a\n'])(
    'of a column must not be %j',
    (name) => {
      expect(isName(name)).toBe(false);
      expect(problemsOf({ orders: orders({ [name]: text() }) })).toContainEqual(
        expect.stringMatching(/^orders\..*\n?: the name of a column must be lower case/),
      );
    },
  );

  test.each(['xmin', 'ctid', 'tableoid', 'constructor', '__proto__'])(
    'must not be %s, which Postgres or JavaScript keeps for itself',
    (name) => {
      expect(isName(name)).toBe(false);
    },
  );

  test('of an input follows the same rule', () => {
    expect(problemsOf({ 'my products': { ...products(), files: 'my.csv' } })).toEqual([
      expect.stringMatching(/^my products: the name of an input must be lower case/),
    ]);
  });
});

describe('a file', () => {
  test.each(['shops', 'Unsere Läden.csv', '..shops.csv', 'shops.2024.csv', '.shops'])(
    'can be %j',
    (files) => {
      expect(problemsOf({ shops: { ...shops(), files } })).toEqual([]);
    },
  );

  test('of two inputs is a problem: its rows are those of one', () => {
    expect(problemsOf({ products: { ...products(), files: 'orders.csv' } })).toEqual([
      "products: files: 'orders.csv' already belongs to orders",
    ]);
  });
});

describe('a key', () => {
  test.each([
    ['is not declared', shops({}, { key: 'id' })],
    ['is no id', shops({ shop_id: integer() })],
    ['is optional', shops({ shop_id: id({ optional: true }) })],
    ['references something', shops({ shop_id: id().references('products', { orElse: 'warn' }) })],
  ])('that %s is a problem', (_, declaration) => {
    expect(problemsOf({ shops: declaration })).toContainEqual(expect.stringMatching(/^shops: the key /));
  });
});

describe('the owner of events', () => {
  test.each([
    ['is not declared', orders({}, { of: 'shop' })],
    ['is not named', { ...orders(), of: undefined }],
    ['is no id', orders({ shop_id: idList().references('shops', { orElse: 'reject' }) })],
    ['is optional', orders({ shop_id: id({ optional: true }).references('shops', { orElse: 'reject' }) })],
    ['references nothing', orders({ shop_id: id() })],
    ['references no entity', orders({ shop_id: id().references('products', { orElse: 'reject' }) })],
    ['references nothing that is declared', orders({ shop_id: id().references('x', { orElse: 'reject' }) })],
    ['is only warned of', orders({ shop_id: id().references('shops', { orElse: 'warn' }) })],
    ['is the key', orders({}, { of: 'order_id' })],
  ])('that %s is a problem', (_, declaration) => {
    const { of, ...others } = declaration;
    const problems = problemsOf({ orders: of === undefined ? others : { ...others, of } });

    expect(problems).toContainEqual(expect.stringMatching(/^orders: of: /));
  });
});

describe('the table of the result', () => {
  test('can not hold lists', () => {
    expect(problemsOf({ shops: shops({ product_ids: idList() }) })).toEqual([
      expect.stringMatching(/^shops\.product_ids: .*can't hold the values of idList\(\)/),
    ]);
  });

  test('has a column as_of already', () => {
    expect(problemsOf({ shops: shops({ as_of: date() }) })).toEqual([
      expect.stringMatching(/^shops\.as_of: .*its own column as_of/),
    ]);
  });
});

describe('a reference', () => {
  test.each([
    ['to what is not declared', 'articles', "references 'articles', which is not declared"],
    ['to what is no reference()', 'shops', "references 'shops', which is not a reference()"],
  ])('%s is a problem', (_, input, told) => {
    const columns = { other_id: id().references(input, { orElse: 'warn' }) };

    expect(problemsOf({ orders: orders(columns) })).toEqual([`orders.other_id: ${told}`]);
  });

  test('can not reject a row, unless it is that to the owner', () => {
    const columns = { product_id: id().references('products', { orElse: 'reject' }) };

    expect(problemsOf({ orders: orders(columns) })).toEqual([
      expect.stringMatching(/^orders\.product_id: orElse: 'reject' .* use 'warn'$/),
    ]);
  });

  test.each([
    ['shops', shops],
    ['products', products],
  ] as const)('from %s is a problem: only events have some', (name, input) => {
    const columns = { other_id: id().references('products', { orElse: 'warn' }) };

    expect(problemsOf({ [name]: input(columns) })).toEqual([
      expect.stringMatching(`^${name}.other_id: only columns of events`),
    ]);
  });
});

describe('a header name', () => {
  test.each([
    ['of another column', { title: text(), name: text({ header: ['title'] }) }, 'title'],
    ['of another column in another case', { title: text(), name: text({ header: [' TITLE'] }) }, 'title'],
    ['that another column has as well', { a: text({ header: ['x'] }), b: text({ header: ['X'] }) }, 'a'],
  ])('%s is a problem', (_, columns, other) => {
    expect(problemsOf({ products: products(columns) })).toEqual([
      expect.stringMatching(new RegExp(`^products\\..* already belongs to ${other}$`)),
    ]);
  });

  test.each(['', ' ', '\t\n'])('that is empty is a problem: %j', (header) => {
    expect(problemsOf({ products: products({ name: text({ header: [header] }) }) })).toEqual([
      expect.stringMatching(/^products\.name: a header name is empty/),
    ]);
  });

  test('may be the own one again, as it stands in the file, or be there twice', () => {
    expect(problemsOf({ products: products({ name: text({ header: ['Name', 'x', 'X'] }) }) })).toEqual([]);
  });

  test('may be that of a column in another input', () => {
    const changed = { products: products({ name: text({ header: ['order_id'] }) }) };

    expect(problemsOf(changed)).toEqual([]);
  });
});
