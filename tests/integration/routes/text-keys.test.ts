import { beforeAll, describe, expect, test } from 'vitest';
import { route as features } from '../../../handlers/features.ts';
import { route as stats } from '../../../handlers/stats.ts';
import { route as oneRow } from '../../../handlers/user-features.ts';
import { requestDatabase } from '../../../lib/clients/request-database.ts';
import type { ContentReply, HttpReply } from '../../../lib/http/message.ts';
import { featureOrder } from '../../../lib/http/route/feature-order.ts';
import {
  defineFeatures,
  defineInputs,
  entity,
  events,
  mostUsed,
  reference,
  text,
  textId,
  textIdList,
} from '../../../lib/model/declare.ts';
import { featurePage, oneFeatureRow } from '../../../lib/schemas/feature.ts';
import { featuresQuery } from '../../../lib/schemas/parameters.ts';
import { rowPath } from '../../../lib/schemas/row-path.ts';
import { syncDerivationTable } from '../../../lib/store/derivation/derivation-table.ts';
import { featurePageStatement } from '../../../lib/store/derivation/queries/feature-sql.ts';
import { derivationTable } from '../../../lib/store/derivation/table-columns.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { keptDistributions } from '../../../lib/views/feature-rows.ts';
import { openApiDocument } from '../../../web/openapi/document.ts';
import { Contract, type Document } from '../../e2e/support/contract.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { useStore } from '../store/store.ts';
import { asking, bodyOf, nextQuery } from './api.ts';

const inputs = defineInputs({
  members: entity({ files: 'members.csv', key: 'code', columns: { code: textId(), town: text() } }),
  visits: events({
    files: 'visits.csv',
    key: 'visit_id',
    of: 'code',
    columns: {
      visit_id: textId(),
      code: textId().references('members', { orElse: 'reject' }),
      seen: textIdList().references('works', { orElse: 'warn' }),
    },
  }),
  works: reference({ files: 'works.csv', key: 'work_id', columns: { work_id: textId() } }),
});
const MODEL = defineFeatures(inputs, {
  favourite: mostUsed(inputs.visits.seen),
  favourites: mostUsed(inputs.visits.seen, { ties: 'all' }),
});
/** code, town, favourite, favourites */
const ROWS = [
  ['A', 'Bonn', 'W-1', '["W-1", "W-2"]'],
  ['a/b', 'Bonn', '=W', '["=W"]'],
  ['+49', 'Köln', null, null],
  ['Änne', null, '7', '["7"]'],
  ['a', 'Ulm', null, '[]'],
  ['10', 'Ulm', null, null],
  ['2', 'Ulm', null, null],
  ['..', 'Ulm', null, null],
] as const;
/** By their bytes: digits before letters, capitals before small ones, and what is not ASCII last. */
const ASCENDING = ['+49', '..', '10', '2', 'A', 'a', 'a/b', 'Änne'];

const store = useStore();
beforeAll(async () => {
  await syncDerivationTable(store(), MODEL);
  for (const [code, town, favourite, favourites] of ROWS) {
    await store()`
      INSERT INTO members_derivation (code, town, favourite, favourites, as_of)
      VALUES (${code}, ${town}, ${favourite}, ${favourites}::text::jsonb, '2024-03-01')`;
  }
});

const reading = () => ({ database: requestDatabase(store(), new Budget(60_000)), model: MODEL });
/** The routes as they are when lib/features.ts has that model. */
const listing = {
  ...features,
  query: featuresQuery(MODEL),
  answer: { ...features.answer, json: featurePage(MODEL) },
};
const finding = {
  ...oneRow,
  params: rowPath(MODEL),
  answer: { ...oneRow.answer, json: oneFeatureRow(MODEL) },
};

const list = (query = {}) => answerTo(listing, asking({}, query), reading());
const find = (userId: string) => answerTo(finding, asking({ userId }), reading());
const keysOf = (reply: HttpReply) =>
  (bodyOf(reply)['features'] as { code: string }[]).map(({ code }) => code);

async function keysPageByPage(sort: string): Promise<string[]> {
  const keys: string[] = [];
  let reply = await list({ sort, limit: '1' });
  for (;;) {
    keys.push(...keysOf(reply));
    if (bodyOf(reply)['next'] === null) {
      return keys;
    }
    reply = await list(nextQuery(reply));
  }
}

test.each([true, false])(
  'a page by a key that is a text comes from the primary key, and nothing is sorted (descending: %s)',
  async (descending) => {
    const table = derivationTable(MODEL);
    const query = { sort: descending ? '-code' : 'code' };
    const order = { ...featureOrder({ path: '/features', query }, table), after: { value: 'A', key: 'A' } };
    const { text: statement, parameters } = featurePageStatement(table, order, { limit: 2 });

    const plan = await store().begin(async (transaction) => {
      // A table of a few rows is read faster than its index.
      await transaction`SET LOCAL enable_seqscan = off`;
      await transaction`SET LOCAL enable_bitmapscan = off`;
      const lines = await transaction.unsafe(`EXPLAIN ${statement}`, parameters);
      return lines.map((line) => String(line['QUERY PLAN'])).join('\n');
    });

    expect(plan).toContain('using members_derivation_pkey');
    expect(plan).toContain('Index Cond');
    expect(plan).not.toContain('Sort');
  },
);

describe('rows whose key is a text', () => {
  test.each([
    ['code', ASCENDING],
    ['-code', ASCENDING.toReversed()],
    ['town', ['A', 'a/b', '+49', '..', '10', '2', 'a', 'Änne']],
    ['-town', ['a', '2', '10', '..', '+49', 'a/b', 'A', 'Änne']],
  ])('sorted by %s come page by page, by the bytes of their keys', async (sort, keys) => {
    expect(await keysPageByPage(sort)).toEqual(keys);
  });

  test('are told with that type, and have lists of texts', async () => {
    const body = bodyOf(await list({ search: 'A', limit: '1' }));

    expect(body['columns']).toEqual([
      { name: 'code', type: 'text', derived: false },
      { name: 'town', type: 'text', derived: false },
      { name: 'favourite', type: 'text', derived: true },
      { name: 'favourites', type: 'list', derived: true },
      { name: 'as_of', type: 'date', derived: false },
    ]);
    expect(body['features']).toEqual([
      { code: 'A', town: 'Bonn', favourite: 'W-1', favourites: ['W-1', 'W-2'], as_of: '2024-03-01' },
    ]);
  });

  test.each([
    ['a part of their key, in any case, with accents or without', 'a', ['A', 'a', 'a/b', 'Änne']],
    ['a part of their key beyond ASCII, in any case', 'änn', ['Änne']],
    ['digits that are a part of their key', '1', ['10']],
    ['what can be no step of a path', '..', ['..']],
    ['another text', 'oln', ['+49']],
  ])('are found by %s', async (_what, search, keys) => {
    expect(keysOf(await list({ search }))).toEqual(keys);
  });

  test('are CSV in which no key and no list is a formula', async () => {
    const { content } = (await list({ format: 'csv' })) as ContentReply;

    expect(String(content?.data).split('\r\n')).toEqual([
      'code,town,favourite,favourites,as_of',
      "'+49,Köln,,,2024-03-01",
      '..,Ulm,,,2024-03-01',
      '10,Ulm,,,2024-03-01',
      '2,Ulm,,,2024-03-01',
      'A,Bonn,W-1,W-1;W-2,2024-03-01',
      'a,Ulm,,,2024-03-01',
      "a/b,Bonn,'=W,'=W,2024-03-01",
      'Änne,,7,7,2024-03-01',
      '',
    ]);
  });

  test.each(['A', 'a/b', '+49', 'Änne', '10'])('are found one by one: %s', async (code) => {
    expect(bodyOf(await find(code))).toMatchObject({ message: `Member ${code}`, feature: { code } });
  });

  test('are not found by another spelling of their key', async () => {
    expect(await find('ä')).toMatchObject({ status: 404, body: { message: 'There is no member ä' } });
  });

  test.each([{ key: 'a\0b' }, { key: '\ud800' }, { key: 7 }])(
    'a forged cursor with the key $key is a 400, and no error of the database',
    async ({ key }) => {
      const { cursor = '' } = nextQuery(await list({ limit: '1' }));
      const [listed] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
      const forged = Buffer.from(JSON.stringify([listed, 'A', key])).toString('base64url');

      expect(await list({ limit: '1', cursor: forged })).toMatchObject({
        status: 400,
        body: { code: 'INVALID_PARAMETER' },
      });
    },
  );
});

test('the most frequent values of text ids and of lists of them are what they are in rows', async () => {
  const { frequencies } = bodyOf(
    await answerTo(stats, asking(), { ...reading(), kept: keptDistributions() }),
  );

  expect(frequencies).toMatchObject([
    { name: 'favourite', type: 'text', values: [{ value: '7' }, { value: '=W' }, { value: 'W-1' }] },
    {
      name: 'favourites',
      type: 'list',
      values: [[], ['7'], ['=W'], ['W-1', 'W-2']].map((value) => ({ value })),
    },
  ]);
});

describe('the OpenAPI document', () => {
  const declared = [listing, finding, stats].map((route) => {
    return { file: '', name: route.path.replaceAll(/\W/g, ''), route };
  });
  const document = openApiDocument('test', declared, MODEL) as Document;
  const contract = new Contract(document);

  test.each([
    ['/features', () => list()],
    ['/features/A', () => find('A')],
    ['/stats', () => answerTo(stats, asking(), { ...reading(), kept: keptDistributions() })],
  ])('says what %s answers', async (path, ask) => {
    const body = bodyOf(await ask());

    contract.hold({ method: 'GET', path, status: 200, contentType: 'application/json', body });

    const empty = JSON.parse(JSON.stringify(body).replaceAll('"W-1"', '1')) as unknown;
    const hold = () =>
      contract.hold({ method: 'GET', path, status: 200, contentType: 'application/json', body: empty });
    expect(hold).toThrow(`GET ${path} -> 200`);
  });

  test('has an example of the key that is a text', () => {
    const parameter = JSON.stringify(document).match(/"name":"userId".*?\}/)?.[0];

    expect(parameter).toContain('U001');
    expect(document).toMatchObject({
      info: { description: expect.stringContaining('**Keys are texts** (`"code": "U001"`)') },
    });
  });
});
