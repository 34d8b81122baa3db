import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

// What a route may be asked for follows from the model that the code declares.
vi.mock('../../../lib/features.ts', async () => ({ features: (await import('./shops.ts')).SHOPS }));

import { route as features } from '../../../handlers/features.ts';
import { route as rejects } from '../../../handlers/rejects.ts';
import { route as run } from '../../../handlers/run.ts';
import { route as stats } from '../../../handlers/stats.ts';
import { route as oneRow } from '../../../handlers/user-features.ts';
import type { ContentReply, HttpReply } from '../../../lib/http/message.ts';
import { keptDistributions } from '../../../lib/views/feature-rows.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { type Api, answerOf, asking, bodyOf, makeApi, nextQuery } from '../routes/api.ts';
import { ROWS, SHOPS, shopFiles } from './shops.ts';

let api: Api;
beforeAll(async () => {
  api = await makeApi(SHOPS);
  api.write(shopFiles({ sales: ['300,1,x,1,8', '301,1,1,7,8'] }));
  await api.run('etl-1', { asOf: '2024-01-01' });
});
afterAll(() => api.remove());

const list = (query = {}) => answerTo(features, asking({}, query), api.reading);
const idsOf = (reply: HttpReply) =>
  (bodyOf(reply)['features'] as { shop_id: string }[]).map(({ shop_id }) => shop_id);

describe('the rows', () => {
  test('have the columns of the model, 64-bit ones as texts', async () => {
    const body = bodyOf(await list({ limit: '2' }));

    expect(body['columns']).toEqual([
      { name: 'shop_id', type: 'integer', derived: false },
      { name: 'city', type: 'text', derived: false },
      { name: 'opened', type: 'date', derived: false },
      { name: 'employees', type: 'integer', derived: false },
      { name: 'age', type: 'integer', derived: true },
      { name: 'sales_count', type: 'integer', derived: true },
      { name: 'turnover', type: 'integer', derived: true },
      { name: 'least', type: 'integer', derived: true },
      { name: 'most', type: 'integer', derived: true },
      { name: 'usual', type: 'number', derived: true },
      { name: 'visits_count', type: 'integer', derived: true },
      { name: 'stay', type: 'number', derived: true },
      { name: 'as_of', type: 'date', derived: false },
    ]);
    const [, second] = body['features'] as object[];
    expect(second).toEqual({
      ...{ shop_id: '2', city: 'Bonn', opened: null, employees: null, age: null },
      ...{ sales_count: '2', turnover: '0', least: null, most: null, usual: null },
      ...{ visits_count: '0', stay: null, as_of: '2024-01-01' },
    });
  });

  test.each([
    ['shop_id', ['1', '2', '3', '4', '5']],
    ['-shop_id', ['5', '4', '3', '2', '1']],
    ['city', ['5', '2', '4', '1', '3']],
    ['-employees', ['4', '5', '1', '3', '2']],
    ['opened', ['4', '1', '5', '3', '2']],
    ['-usual', ['3', '1', '5', '4', '2']],
  ])('sorted by %s come page by page, who has no value last', async (sort, ids) => {
    const paged: string[] = [];
    let reply = await list({ sort, limit: '2' });
    for (;;) {
      paged.push(...idsOf(reply));
      if (bodyOf(reply)['next'] === null) {
        break;
      }
      reply = await list(nextQuery(reply));
    }

    expect(paged).toEqual(ids);
  });

  test.each([
    ['a part of a text', 'öln', ['4']],
    ['a key', '3', ['3']],
    ['nothing that there is', '12', []],
  ])('are found by %s', async (_what, search, ids) => {
    expect(idsOf(await list({ search }))).toEqual(ids);
  });

  test('are sorted by the key where nothing is said', async () => {
    expect(idsOf(await list())).toEqual(['1', '2', '3', '4', '5']);
  });

  test('are CSV', async () => {
    const { content } = (await list({ format: 'csv', search: 'Bonn' })) as ContentReply;

    expect(content?.data).toBe(
      'shop_id,city,opened,employees,age,sales_count,turnover,least,most,usual,visits_count,stay,as_of\r\n' +
        '2,Bonn,,,,2,0,,,,0,,2024-01-01\r\n',
    );
  });

  test('are found one by one, by their key', async () => {
    const reply = await answerTo(oneRow, asking({ userId: '4' }), api.reading);

    expect(bodyOf(reply)).toMatchObject({ feature: { shop_id: '4', city: 'Köln, Süd', stay: 12.5 } });
  });

  test('a column that there is not is told with those that there are', async () => {
    expect(await list({ sort: 'user_id' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('sort must be one of shop_id, city, opened, employees') },
    });
  });
});

test('histograms are of the features, over the rows that have a value', async () => {
  const body = bodyOf(await answerTo(stats, asking(), { ...api.reading, kept: keptDistributions() }));
  const columns = body['columns'] as { name: string; mean: number; bins: { count: number }[] }[];

  expect(body['users']).toBe(ROWS.length);
  expect(columns.map(({ name, bins }) => [name, bins.reduce((total, bin) => total + bin.count, 0)])).toEqual([
    ...[
      ['age', 4],
      ['sales_count', 5],
      ['turnover', 5],
      ['least', 2],
      ['most', 2],
      ['usual', 2],
      ['visits_count', 5],
      ['stay', 2],
    ],
  ]);
  expect(columns.find(({ name }) => name === 'stay')?.mean).toBe(6.25);
});

describe('the run', () => {
  test('is told with the parts of each input', async () => {
    const { progress } = answerOf(run, await answerTo(run, asking({ runId: 'etl-1' }), api.reading));

    expect(new Set(progress.parts.map(({ input, file }) => `${input} of ${file}`))).toEqual(
      new Set(
        ['tills', 'visits', 'shops', 'sales', 'articles', 'holidays'].map((name) => `${name} of ${name}`),
      ),
    );
  });

  test('has its rejects by input', async () => {
    const reply = await answerTo(rejects, asking({ runId: 'etl-1' }, { input: 'sales' }), api.reading);

    expect(bodyOf(reply)['rejects']).toMatchObject([
      { line: 207, column: 'amount', reason: 'not_an_integer', severity: 'reject' },
      { line: 208, column: 'till', reason: 'unknown_till', severity: 'warning' },
    ]);
  });

  test('of rejects of an input that there is not says which there are', async () => {
    const reply = await answerTo(rejects, asking({ runId: 'etl-1' }, { input: 'users' }), api.reading);

    expect(reply).toMatchObject({ status: 400, body: { message: expect.stringContaining('sales') } });
  });
});
