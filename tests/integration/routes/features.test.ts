import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { route as features } from '../../../handlers/features.ts';
import { route as stats } from '../../../handlers/stats.ts';
import { route as userFeatures } from '../../../handlers/user-features.ts';
import type { ContentReply, HttpReply } from '../../../lib/http/message.ts';
import { defineFeatures, defineInputs, entity, id, max, mean, sum } from '../../../lib/model/declare.ts';
import { syncDerivationTable } from '../../../lib/store/derivation/derivation-table.ts';
import { keptDistributions } from '../../../lib/views/feature-rows.ts';
import { sampleInputs } from '../../support/sample-inputs.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { connectAs } from '../database.ts';
import { type Api, asking, bodyOf, makeApi, nextQuery } from './api.ts';

const MAX_ID = '9223372036854775807';

let api: Api;
beforeAll(async () => {
  api = await makeApi();
  const users = ['user_id,name,email,signup_date'];
  users.push(`${MAX_ID},"=Zoë, ""Z""",zoe@example.com,2023-01-01`);
  users.push('10,User 1,u10@example.com,2023-01-09');
  for (let id = 1; id <= 9; id++) {
    users.push(`${id},User ${id % 3},u${id}@example.com,2023-01-0${id}`);
  }
  api.write({ users: `${users.join('\n')}\n` });
  await api.run('etl-1', { asOf: '2024-01-01' }, { config: { ETL_MAX_REJECT_RATIO: 1 } });
});
afterAll(() => api.remove());

const list = (query = {}, headers = {}) => answerTo(features, asking({}, query, headers), api.reading);
const idsOf = (reply: HttpReply) =>
  (bodyOf(reply)['features'] as { user_id: string }[]).map(({ user_id }) => user_id);

async function pages(query: Record<string, string>): Promise<string[]> {
  const ids: string[] = [];
  let reply = await list(query);
  for (;;) {
    ids.push(...idsOf(reply));
    if (bodyOf(reply)['next'] === null) {
      return ids;
    }
    reply = await list(nextQuery(reply));
  }
}

describe('the rows', () => {
  test('have exact ids, and all columns in the order of the table', async () => {
    const body = bodyOf(await list({ search: 'zoe' }));

    expect(body['features']).toEqual([
      {
        ...{ user_id: MAX_ID, name: '=Zoë, "Z"', email: 'zoe@example.com', signup_date: '2023-01-01' },
        ...{ days_since_signup: 365, experiments_count: '0', experiment_run_time: '0', as_of: '2024-01-01' },
      },
    ]);
    expect((body['columns'] as { name: string }[]).map(({ name }) => name)).toEqual([
      ...['user_id', 'name', 'email', 'signup_date'],
      ...['days_since_signup', 'experiments_count', 'experiment_run_time', 'as_of'],
    ]);
    expect(body['runId']).toBe('etl-1');
  });

  test.each([
    'user_id',
    '-user_id',
    'name',
    '-name',
    '-experiments_count',
    'days_since_signup',
    'signup_date',
    'as_of',
  ])('sorted by %s come page by page as they come at once', async (sort) => {
    const all = idsOf(await list({ sort, limit: '1000' }));

    expect(await pages({ sort, limit: '3' })).toEqual(all);
    expect(new Set(all).size).toBe(11);
  });

  test('are sorted by number, not by digit', async () => {
    expect(idsOf(await list({ sort: '-user_id', limit: '2' }))).toEqual([MAX_ID, '10']);
  });

  test('equals of a column are in the order of their ids', async () => {
    const reply = await list({ sort: 'name', search: 'User 1' });

    expect(idsOf(reply)).toEqual(['1', '4', '7', '10']);
  });

  test.each([
    ['a name', 'user 2', ['2', '5', '8']],
    ['an email', 'U3@', ['3']],
    ['a name without its accents', 'zoe, "', [MAX_ID]],
    ['an id', MAX_ID, [MAX_ID]],
    ['no pattern', '%', []],
  ])('are found by %s', async (_what, search, ids) => {
    expect(idsOf(await list({ search }))).toEqual(ids);
  });

  test('are found in any case, but by their accents, in a database without unaccent()', async () => {
    const search = async (text: string) => idsOf(await list({ search: text }));
    const admin = connectAs(api.adminUrl);
    onTestFinished(async () => {
      await admin`CREATE EXTENSION IF NOT EXISTS unaccent SCHEMA public`;
      await admin.end();
    });
    await admin`DROP EXTENSION unaccent`;

    expect([await search('=ZOË'), await search('=zoe')]).toEqual([[MAX_ID], []]);
  });

  test('are CSV, page by page', async () => {
    const reply = (await list({ format: 'csv', limit: '1', sort: '-user_id' })) as ContentReply;

    expect(reply.content?.data).toBe(
      'user_id,name,email,signup_date,days_since_signup,experiments_count,experiment_run_time,as_of\r\n' +
        `${MAX_ID},"'=Zoë, ""Z""",zoe@example.com,2023-01-01,365,0,0,2024-01-01\r\n`,
    );
    expect(reply.headers?.['link']).toMatch(
      /^<\/features\?sort=-user_id&limit=1&format=csv&cursor=.*>; rel="next"$/,
    );
  });

  test('are CSV with a byte order mark where that is wanted, on each page', async () => {
    const query = { format: 'csv', bom: '1', limit: '6' };
    const first = (await list(query)) as ContentReply;
    const next = new URLSearchParams(/\?(.*)>/.exec(first.headers?.['link'] ?? '')?.[1]);

    const second = (await list(Object.fromEntries(next))) as ContentReply;

    expect(String(first.content?.data)).toMatch(/^\uFEFFuser_id,/);
    expect(String(second.content?.data)).toMatch(/^\uFEFFuser_id,/);
    expect(next.get('bom')).toBe('1');
  });

  test.each([
    [{ bom: '1' }, 'bom is only for CSV: add format=csv'],
    [{ bom: 'true', format: 'csv' }, 'bom must be one of 0, 1'],
  ])('the query %j is refused: %s', async (query, problem) => {
    expect(await list(query)).toMatchObject({
      status: 400,
      body: { message: `Invalid parameter: ${problem}` },
    });
  });

  test('a column that there is not is told with those that there are', async () => {
    expect(await list({ sort: 'age' })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('sort must be one of user_id, name, email') },
    });
  });

  test.each([
    ['days_since_signup', 'x'],
    ['experiments_count', '1.5'],
    ['signup_date', 'yesterday'],
  ])('a forged cursor for %s is a 400, and no error of the database', async (sort, value) => {
    const { cursor = '' } = nextQuery(await list({ sort, limit: '1' }));
    const [listed] = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    const forged = Buffer.from(JSON.stringify([listed, value, '1'])).toString('base64url');

    expect(await list({ sort, limit: '1', cursor: forged })).toMatchObject({
      status: 400,
      body: { code: 'INVALID_PARAMETER' },
    });
  });
});

describe('a range of a column', () => {
  test.each([
    ['days_since_signup', '357', '358', ['9', '10', '8']],
    ['user_id', '9', MAX_ID, ['9', '10', MAX_ID]],
    ['signup_date', '2023-01-09', undefined, ['9', '10']],
    ['name', undefined, '=Zoë, "Z"', [MAX_ID]],
    ['name', 'User 2', 'User 2', ['2', '5', '8']],
    ['name', "' OR true --", "' OR true --", []],
    ['experiments_count', '5', '1', []],
  ])(
    '%s from %j to %j has the rows whose value is in it, with their number',
    async (column, from, to, ids) => {
      const ends = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };

      const reply = await list({ column, ...ends });

      expect(new Set(idsOf(reply))).toEqual(new Set(ids));
      expect(bodyOf(reply)['total']).toBe(ids.length);
    },
  );

  test('goes on page by page, sorted and searched, and no cursor is taken to another range', async () => {
    const query = { column: 'days_since_signup', from: '358', sort: '-name', search: 'User', limit: '2' };
    const first = await list(query);

    expect(await pages(query)).toEqual(idsOf(await list({ ...query, limit: '100' })));
    expect(await list({ ...nextQuery(first), from: '357' })).toMatchObject({
      status: 400,
      body: {
        message:
          'Invalid parameter: cursor is valid only for the same query: its list had another sort or other filters',
      },
    });
  });

  test('is CSV as well', async () => {
    const reply = (await list({ format: 'csv', column: 'user_id', from: MAX_ID })) as ContentReply;

    expect(String(reply.content?.data).match(/\r\n/g)).toHaveLength(2);
  });

  test('of a column that no run has made yet has no rows', async () => {
    const more = defineFeatures(sampleInputs, { longest: max(sampleInputs.experiments.experiment_run_time) });
    const reading = { ...api.reading, model: more };

    const reply = await answerTo(features, asking({}, { column: 'longest', from: '0' }), reading);

    expect([idsOf(reply), bodyOf(reply)['total']]).toEqual([[], 0]);
  });

  test('with a value that the column can not have is told what is wanted', async () => {
    expect(await list({ column: 'signup_date', from: 'x' })).toMatchObject({
      status: 400,
      body: {
        code: 'INVALID_PARAMETER',
        message: 'Invalid parameter: from must be a date (YYYY-MM-DD), like the values of signup_date',
      },
    });
  });
});

test('rows in a range of a long table are not counted', async () => {
  onTestFinished(async () => {
    await api.look`UPDATE etl.runs SET unchanged = unchanged - 1000000 WHERE run_id = 'etl-1'`;
  });
  await api.look`UPDATE etl.runs SET unchanged = unchanged + 1000000 WHERE run_id = 'etl-1'`;

  expect(bodyOf(await list({ column: 'user_id', from: '9' }))['total']).toBeNull();
  expect(bodyOf(await list())['total']).toBe(1_000_011);
});

test('the number of all rows is told on each page, but with a search', async () => {
  const first = await list({ limit: '4' });

  expect(bodyOf(first)['total']).toBe(11);
  expect(bodyOf(await list(nextQuery(first)))['total']).toBe(11);
  expect(bodyOf(await list({ search: 'User' }))['total']).toBeNull();
});

describe('one user', () => {
  test('is found by an id beyond 2^53', async () => {
    const reply = await answerTo(userFeatures, asking({ userId: MAX_ID }), api.reading);

    expect(bodyOf(reply)).toMatchObject({ runId: 'etl-1', feature: { user_id: MAX_ID, name: '=Zoë, "Z"' } });
  });

  test('that there is not is a 404', async () => {
    expect(await answerTo(userFeatures, asking({ userId: '77' }), api.reading)).toMatchObject({
      status: 404,
      body: { code: 'USER_NOT_FOUND' },
    });
  });
});

describe('histograms', () => {
  test('count every user once', async () => {
    const body = bodyOf(await answerTo(stats, asking(), { ...api.reading, kept: keptDistributions() }));
    const columns = body['columns'] as { name: string; bins: { count: number }[] }[];

    expect(body['users']).toBe(11);
    expect(columns.map(({ name }) => name)).toEqual([
      'days_since_signup',
      'experiments_count',
      'experiment_run_time',
    ]);
    for (const { bins } of columns) {
      expect(bins.reduce((total, { count }) => total + count, 0)).toBe(11);
    }
  });

  test('have bins of whole numbers from the least value to the greatest', async () => {
    const body = bodyOf(await answerTo(stats, asking(), { ...api.reading, kept: keptDistributions() }));
    const [days] = body['columns'] as [
      { min: number; max: number; bins: { from: number; to: number; count: number }[] },
    ];

    expect([days.min, days.max]).toEqual([357, 365]);
    expect(days.bins).toHaveLength(9);
    expect(days.bins[0]).toEqual({ first: '357', last: '357', from: 357, to: 358, count: 2 });
    expect(days.bins.at(-1)).toEqual({ first: '365', last: '365', from: 365, to: 366, count: 2 });
  });
});

describe('versions', () => {
  const tagOf = (reply: HttpReply) => reply.headers?.['etag'] ?? '';

  test.each([
    ['the list', (headers: object) => list({}, headers)],
    [
      'a user',
      (headers: object) => answerTo(userFeatures, asking({ userId: '1' }, {}, headers as never), api.reading),
    ],
    [
      'the histograms',
      (headers: object) =>
        answerTo(stats, asking({}, {}, headers as never), { ...api.reading, kept: keptDistributions() }),
    ],
  ])('%s is not sent again to who has it', async (_what, ask) => {
    const tag = tagOf(await ask({}));

    expect(await ask({ 'if-none-match': tag })).toMatchObject({ status: 304, content: null });
  });

  test('JSON, CSV, and CSV with a byte order mark have different tags', async () => {
    const tags = [{}, { format: 'csv' }, { format: 'csv', bom: '1' }].map(async (query) =>
      tagOf(await list(query)),
    );

    expect(new Set(await Promise.all(tags)).size).toBe(3);
  });

  test('a run that publishes makes another version', async () => {
    const before = tagOf(await list());
    await api.run('etl-2', { asOf: '2024-01-01' }, { config: { ETL_MAX_REJECT_RATIO: 1 } });

    expect(tagOf(await list())).not.toBe(before);
  });
});

describe('features that were declared since the last run', () => {
  const { experiment_run_time: runTime } = sampleInputs.experiments;
  const more = defineFeatures(sampleInputs, { experiment_run_time: sum(runTime), longest: max(runTime) });

  test('are left out until a run has made their column', async () => {
    const reply = await answerTo(features, asking({}, { limit: '1' }), { ...api.reading, model: more });

    expect(Object.keys((bodyOf(reply)['features'] as object[])[0] as object)).not.toContain('longest');
  });

  test.each(['longest', '-longest'])(
    'have no values until then: sorted by %s, the key decides',
    async (sort) => {
      const reading = { ...api.reading, model: more };
      const first = await answerTo(features, asking({}, { sort, limit: '10' }), reading);

      const second = await answerTo(features, asking({}, nextQuery(first)), reading);

      const ids = [...idsOf(first), ...idsOf(second)];
      const ascending = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', MAX_ID];
      expect(ids).toEqual(sort === 'longest' ? ascending : ascending.toReversed());
    },
  );

  test('without a value come last, and are paged as well', async () => {
    const withMean = defineFeatures(sampleInputs, { usual: mean(runTime) });
    await syncDerivationTable(api.dependencies().database, withMean);
    await api.look`UPDATE users_derivation SET usual = user_id / 2.0 WHERE user_id <= 5`;
    const reading = { ...api.reading, model: withMean };
    const ids: string[] = [];
    let reply = await answerTo(features, asking({}, { sort: '-usual', limit: '2' }), reading);
    for (;;) {
      ids.push(...idsOf(reply));
      if (bodyOf(reply)['next'] === null) {
        break;
      }
      reply = await answerTo(features, asking({}, nextQuery(reply)), reading);
    }

    expect(ids).toEqual(['5', '4', '3', '2', '1', MAX_ID, '10', '9', '8', '7', '6']);
  });
});

test('a table with the rows of another model is none of this one', async () => {
  const planets = defineInputs({
    planets: entity({ files: 'planets.csv', key: 'planet_id', columns: { planet_id: id() } }),
  });
  const reading = { ...api.reading, model: defineFeatures(planets, {}, { table: api.reading.model.table }) };

  const page = await answerTo(features, asking({}, { sort: 'planet_id' }), reading);
  const one = await answerTo(userFeatures, asking({ userId: '1' }), reading);

  const missing = { code: 'TABLE_MISSING', message: expect.stringContaining('rows of another model') };
  expect(page).toMatchObject({ status: 404, body: missing });
  expect(one).toMatchObject({ status: 404, body: missing });
});

test('before the first run there is no table', async () => {
  const empty = await makeApi();

  try {
    const missing = { status: 404, body: { code: 'TABLE_MISSING' } };
    expect(await answerTo(features, asking(), empty.reading)).toMatchObject(missing);
    expect(await answerTo(stats, asking(), { ...empty.reading, kept: keptDistributions() })).toMatchObject(
      missing,
    );
    expect(await answerTo(userFeatures, asking({ userId: '1' }), empty.reading)).toMatchObject(missing);
  } finally {
    await empty.remove();
  }
});
