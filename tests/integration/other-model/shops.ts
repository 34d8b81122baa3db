import {
  count,
  date,
  daysSince,
  defineFeatures,
  defineInputs,
  entity,
  events,
  id,
  idList,
  integer,
  max,
  mean,
  min,
  reference,
  sum,
  text,
} from '../../../lib/model/declare.ts';

/**
 * A model that has little in common with the sample's: other names, columns of the entity of every type that a table holds,
 * other names in headers, two inputs of events, columns that may be NULL, references by a list, by one id, and by nothing.
 */
const inputs = defineInputs({
  tills: reference({ files: 'tills.csv', key: 'till', columns: { till: id() } }),
  visits: events({
    files: 'visits.csv',
    key: 'visit',
    of: 'place',
    columns: { visit: id(), place: id().references('shops', { orElse: 'reject' }), minutes: integer() },
  }),
  shops: entity({
    files: 'shops.csv',
    key: 'shop_id',
    columns: {
      city: text(),
      shop_id: id({ header: ['Shop No'] }),
      opened: date({ optional: true }),
      employees: integer(),
    },
  }),
  sales: events({
    files: 'sales.csv',
    key: 'sale_id',
    of: 'shop_id',
    columns: {
      sale_id: id(),
      shop_id: id().references('shops', { orElse: 'reject' }),
      amount: integer({ optional: true, header: ['price in cents'] }),
      till: id({ optional: true }).references('tills', { orElse: 'warn' }),
      sold: idList().references('articles', { orElse: 'warn' }),
    },
  }),
  articles: reference({
    files: 'articles.csv',
    key: 'article_id',
    one: 'article',
    columns: { article_id: id(), label: text() },
  }),
  holidays: reference({ files: 'holidays.csv', key: 'holiday', columns: { holiday: id(), day: date() } }),
});
const { shops, sales, visits } = inputs;

export const SHOPS = defineFeatures(inputs, {
  age: daysSince(shops.opened),
  sales_count: count(sales),
  turnover: sum(sales.amount),
  least: min(sales.amount),
  most: max(sales.amount),
  usual: mean(sales.amount),
  visits_count: count(visits),
  stay: mean(visits.minutes),
});

/** Sales of shop 3, of one article each, at till 1: every other one without an amount, the others of 1, 3, 5 … */
const MANY = 200;
const manySales = Array.from({ length: MANY }, (_, n) => `${1000 + n},3,${n % 2 === 0 ? '' : n},1,8`);

/** Of each file its lines: three shops with sales, one with visits, one with neither. */
const LINES = {
  shops: [
    'Employees;City;Shop No;opened',
    '5;Ulm;1;2023-01-01',
    ';Bonn;2;',
    '0;;3;2024-01-01',
    '12;"Köln, Süd";4;2020-02-29',
    '7;Aalen;5;2023-12-31',
  ],
  sales: [
    'sale_id,shop_id,Price in Cents,till,sold',
    '1,1,10,1,8;9',
    '2,1,,2,8',
    ...manySales.slice(0, MANY / 2),
    '3,1,4,,',
    '4,2,,1,9',
    '5,2, ,1,9',
    ...manySales.slice(MANY / 2),
  ],
  visits: ['visit,place,minutes', '1,4,10', '2,4,15', '3,1,0'],
  tills: ['till', '1', '2'],
  articles: ['article_id,label', '8,Bread', '9,Milk'],
  holidays: ['holiday,day', '1,2024-01-01'],
} as const;

export type ShopFile = keyof typeof LINES;

/** The files, with further lines at the end of some. */
export function shopFiles(more: Partial<Record<ShopFile, readonly string[]>> = {}): Record<ShopFile, string> {
  const textOf = (file: ShopFile) => `${[...LINES[file], ...(more[file] ?? [])].join('\n')}\n`;
  return {
    shops: textOf('shops'),
    sales: textOf('sales'),
    visits: textOf('visits'),
    tills: textOf('tills'),
    articles: textOf('articles'),
    holidays: textOf('holidays'),
  };
}

/** How many records each input has. */
export const RECORDS = { tills: 2, visits: 3, shops: 5, sales: MANY + 5, articles: 2, holidays: 1 };

/** What they come to by 1 January 2024. */
export const ROWS = [
  {
    ...{ shop_id: 1n, city: 'Ulm', opened: '2023-01-01', employees: 5n },
    ...{
      age: 365,
      sales_count: 3n,
      turnover: 14n,
      least: 4n,
      most: 10n,
      usual: 7,
      visits_count: 1n,
      stay: 0,
    },
  },
  {
    ...{ shop_id: 2n, city: 'Bonn', opened: null, employees: null },
    ...{ age: null, sales_count: 2n, turnover: 0n, least: null, most: null, usual: null },
    ...{ visits_count: 0n, stay: null },
  },
  {
    ...{ shop_id: 3n, city: null, opened: '2024-01-01', employees: 0n },
    ...{ age: 0, sales_count: 200n, turnover: 10_000n, least: 1n, most: 199n, usual: 100 },
    ...{ visits_count: 0n, stay: null },
  },
  {
    ...{ shop_id: 4n, city: 'Köln, Süd', opened: '2020-02-29', employees: 12n },
    ...{ age: 1402, sales_count: 0n, turnover: 0n, least: null, most: null, usual: null },
    ...{ visits_count: 2n, stay: 12.5 },
  },
  {
    ...{ shop_id: 5n, city: 'Aalen', opened: '2023-12-31', employees: 7n },
    ...{ age: 1, sales_count: 0n, turnover: 0n, least: null, most: null, usual: null },
    ...{ visits_count: 0n, stay: null },
  },
].map((row) => ({ ...row, as_of: '2024-01-01' }));
