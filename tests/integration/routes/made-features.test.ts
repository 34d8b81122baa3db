import { beforeAll, describe, expect, test } from 'vitest';
import { route as features } from '../../../handlers/features.ts';
import { route as stats } from '../../../handlers/stats.ts';
import { route as oneRow } from '../../../handlers/user-features.ts';
import { requestDatabase } from '../../../lib/clients/request-database.ts';
import type { ContentReply, HttpReply } from '../../../lib/http/message.ts';
import { defineFeatures, defineInputs, entity, id, text } from '../../../lib/model/declare.ts';
import { featurePage, oneFeatureRow } from '../../../lib/schemas/feature.ts';
import { featuresQuery } from '../../../lib/schemas/parameters.ts';
import { syncDerivationTable } from '../../../lib/store/derivation/derivation-table.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { keptDistributions } from '../../../lib/views/feature-rows.ts';
import { openApiDocument } from '../../../web/openapi/document.ts';
import { Contract, type Document } from '../../e2e/support/contract.ts';
import { madeFeature } from '../../unit/support/made-feature.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { useStore } from '../store/store.ts';
import { asking, bodyOf, nextQuery } from './api.ts';

const MAX_ID = '9223372036854775807';

const inputs = defineInputs({
  shops: entity({ files: 'shops.csv', key: 'shop_id', columns: { shop_id: id(), city: text() } }),
});
const MODEL = defineFeatures(inputs, {
  favourite: madeFeature('text'),
  sold: madeFeature('jsonb'),
  first_sale: madeFeature('date'),
  balance: madeFeature('bigint'),
});
/** shop_id, city, favourite, sold, first_sale, balance */
const ROWS = [
  ['1', 'Bonn', 'Tea', `[7, ${MAX_ID}]`, '2024-02-29', '-5'],
  ['2', 'Köln', '=Salt', '[]', null, '3'],
  ['3', 'Tea town', null, null, '2024-01-01', null],
  ['4', 'Ulm', 'Tea', '[7]', '2024-01-01', '-7'],
  ['5', 'Ulm', 'Zest, "fine"', '[7]', null, '0'],
] as const;

const store = useStore();
beforeAll(async () => {
  await syncDerivationTable(store(), MODEL);
  for (const [shop, city, favourite, sold, firstSale, balance] of ROWS) {
    await store()`
      INSERT INTO shops_derivation (shop_id, city, favourite, sold, first_sale, balance, as_of)
      VALUES (${shop}, ${city}, ${favourite}, ${sold}::text::jsonb, ${firstSale}, ${balance}, '2024-03-01')`;
  }
});

const reading = () => ({ database: requestDatabase(store(), new Budget(60_000)), model: MODEL });
/** The routes as they are when lib/features.ts has that model. */
const listing = {
  ...features,
  query: featuresQuery(MODEL),
  answer: { ...features.answer, json: featurePage(MODEL) },
};
const finding = { ...oneRow, answer: { ...oneRow.answer, json: oneFeatureRow(MODEL) } };

const list = (query = {}) => answerTo(listing, asking({}, query), reading());
const idsOf = (reply: HttpReply) =>
  (bodyOf(reply)['features'] as { shop_id: string }[]).map(({ shop_id }) => shop_id);

async function idsPageByPage(sort: string): Promise<string[]> {
  const ids: string[] = [];
  let reply = await list({ sort, limit: '1' });
  for (;;) {
    ids.push(...idsOf(reply));
    if (bodyOf(reply)['next'] === null) {
      return ids;
    }
    reply = await list(nextQuery(reply));
  }
}

describe('rows with texts and lists', () => {
  test('tell which type each column has', async () => {
    const columns = bodyOf(await list())['columns'] as { name: string; type: string }[];

    expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual([
      ...['shop_id integer', 'city text', 'favourite text', 'sold list', 'first_sale date'],
      ...['balance integer', 'as_of date'],
    ]);
  });

  test('have lists of texts of digits, in their order and exactly', async () => {
    const rows = bodyOf(await list())['features'] as { sold: unknown }[];

    expect(rows.map(({ sold }) => sold)).toEqual([['7', MAX_ID], [], null, ['7'], ['7']]);
  });

  test('are found one by one', async () => {
    const reply = await answerTo(finding, asking({ userId: '1' }), reading());

    expect(bodyOf(reply)['feature']).toEqual({
      ...{ shop_id: '1', city: 'Bonn', favourite: 'Tea', sold: ['7', MAX_ID] },
      ...{ first_sale: '2024-02-29', balance: '-5', as_of: '2024-03-01' },
    });
  });

  test('are CSV, with semicolons in a list, and no text that a spreadsheet would run', async () => {
    const { content } = (await list({ format: 'csv' })) as ContentReply;

    expect(String(content?.data).split('\r\n')).toEqual([
      'shop_id,city,favourite,sold,first_sale,balance,as_of',
      `1,Bonn,Tea,7;${MAX_ID},2024-02-29,-5,2024-03-01`,
      "2,Köln,'=Salt,,,3,2024-03-01",
      '3,Tea town,,,2024-01-01,,2024-03-01',
      '4,Ulm,Tea,7,2024-01-01,-7,2024-03-01',
      '5,Ulm,"Zest, ""fine""",7,,0,2024-03-01',
      '',
    ]);
  });

  test.each([
    ['favourite', ['2', '1', '4', '5', '3']],
    ['-favourite', ['5', '4', '1', '2', '3']],
    ['first_sale', ['3', '4', '1', '2', '5']],
    ['balance', ['4', '1', '5', '2', '3']],
    ['-balance', ['2', '5', '1', '4', '3']],
  ])('sorted by %s come page by page, who has no value last', async (sort, ids) => {
    expect(await idsPageByPage(sort)).toEqual(ids);
  });

  test('are not sorted by a list, which is said with the columns that they are sorted by', async () => {
    expect(await list({ sort: '-sold' })).toMatchObject({
      status: 400,
      body: {
        code: 'INVALID_PARAMETER',
        message: expect.stringMatching(
          /: sort must be one of shop_id, city, favourite, first_sale, balance, as_of, /,
        ),
      },
    });
  });

  test('are found by a text of the entity, not by one that is derived', async () => {
    expect(idsOf(await list({ search: 'tea' }))).toEqual(['3']);
  });
});

describe('statistics', () => {
  const body = async () =>
    bodyOf(await answerTo(stats, asking(), { ...reading(), kept: keptDistributions() }));

  test('have histograms of numbers only', async () => {
    expect(await body()).toMatchObject({ users: 5, columns: [{ name: 'balance', min: -7, max: 3 }] });
  });

  test('have the most frequent values of texts, lists and dates, as rows have them', async () => {
    const { frequencies } = await body();

    expect(frequencies).toEqual([
      {
        ...{ name: 'favourite', type: 'text', others: 0 },
        values: [
          { value: 'Tea', count: 2 },
          { value: '=Salt', count: 1 },
          { value: 'Zest, "fine"', count: 1 },
        ],
      },
      {
        ...{ name: 'sold', type: 'list', others: 0 },
        values: [
          { value: ['7'], count: 2 },
          { value: [], count: 1 },
          { value: ['7', MAX_ID], count: 1 },
        ],
      },
      {
        ...{ name: 'first_sale', type: 'date', others: 0 },
        values: [
          { value: '2024-01-01', count: 2 },
          { value: '2024-02-29', count: 1 },
        ],
      },
    ]);
  });
});

describe('the OpenAPI document', () => {
  const declared = [listing, finding, stats].map((route) => {
    return { file: '', name: route.path.replaceAll(/\W/g, ''), route };
  });
  const document = openApiDocument('test', declared, MODEL) as Document;
  const contract = new Contract(document);

  test.each([
    ['/features', () => list()],
    ['/features/1', () => answerTo(finding, asking({ userId: '1' }), reading())],
    ['/stats', () => answerTo(stats, asking(), { ...reading(), kept: keptDistributions() })],
  ])('says what %s answers', async (path, ask) => {
    const body = bodyOf(await ask());

    contract.hold({ method: 'GET', path, status: 200, contentType: 'application/json', body });

    const shortened = JSON.parse(JSON.stringify(body).replaceAll('"7"', '7')) as unknown;
    const hold = () =>
      contract.hold({ method: 'GET', path, status: 200, contentType: 'application/json', body: shortened });
    expect(hold).toThrow(`GET ${path} -> 200`);
  });

  test('names the columns that rows are sorted by', () => {
    const text = JSON.stringify(document);

    expect(text).toContain('"-favourite"');
    expect(text).not.toContain('"-sold"');
  });
});
