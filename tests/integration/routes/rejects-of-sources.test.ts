import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { route as rejects } from '../../../handlers/rejects.ts';
import { route as run } from '../../../handlers/run.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { visitModel, writeVisitFiles } from '../../unit/support/visit-files.ts';
import { type Api, asking, bodyOf, makeApi, nextQuery } from './api.ts';

let api: Api;
beforeEach(async () => {
  api = await makeApi(visitModel);
  for (const file of ['users', 'user_experiments', 'compounds']) {
    rmSync(join(api.directory, `${file}.csv`));
  }
  await writeVisitFiles(api.directory, {
    'shops-a.csv': 'shop_id,town\nx,1\ny,2\n',
    'shops-Ä.csv.gz': 'shop_id,town\nx,3\n\ny,4\n',
    'shops-\n,"🧪".csv': 'shop_id,town\nx,5\n',
    'items-c.csv': 'item_id,label\nz,6\n',
  });
  await api.run('etl-1', { acceptDeletes: true }, { config: { ETL_MAX_REJECT_RATIO: 1 } });
});
afterEach(() => api.remove());

const list = (query: Record<string, string> = {}) =>
  answerTo(rejects, asking({ runId: 'etl-1' }, query), api.reading);

interface Listed {
  readonly input: string;
  readonly source: string | null;
  readonly line: number;
}
const placesOf = (reply: Awaited<ReturnType<typeof list>>) =>
  (bodyOf(reply)['rejects'] as Listed[]).map(({ input, source, line }) => [input, source, line]);

/** All rows, page by page. */
async function paged(query: Record<string, string>) {
  let reply = await list(query);
  const places = placesOf(reply);
  while (bodyOf(reply)['next'] !== null) {
    reply = await list(nextQuery(reply));
    places.push(...placesOf(reply));
  }
  return places;
}

const PLACES = [
  ['items', 'items-c.csv', 2],
  ['shops', 'shops-\n,"🧪".csv', 2],
  ['shops', 'shops-a.csv', 2],
  ['shops', 'shops-a.csv', 3],
  ['shops', 'shops-Ä.csv.gz', 2],
  ['shops', 'shops-Ä.csv.gz', 4],
];

describe('rejected rows of several sources', () => {
  test('come by input, source and line', async () => {
    expect(placesOf(await list())).toEqual(PLACES);
  });

  test.each(['1', '2', '3', '5'])('are all there once, in pages of %s', async (limit) => {
    expect(await paged({ limit })).toEqual(PLACES);
  });

  test('are those of one input, when they are filtered', async () => {
    expect(await paged({ limit: '2', input: 'shops' })).toEqual(PLACES.slice(1));
  });

  test('are in the order of their sources in the CSV, too', async () => {
    const reply = await list({ format: 'csv' });

    const text = String('content' in reply ? reply.content?.data : '');
    expect(
      [...text.matchAll(/,shops-a\.csv|,shops-Ä\.csv\.gz|,items-c\.csv/g)].map(([name]) => name),
    ).toEqual([',items-c.csv', ',shops-a.csv', ',shops-a.csv', ',shops-Ä.csv.gz', ',shops-Ä.csv.gz']);
  });
});

test('a cursor that an earlier release gave out goes on after its row', async () => {
  await api.look`UPDATE etl.rejected_rows SET source = ''`;
  const first = await list({ limit: '3' });
  const query = nextQuery(first);
  const cursor = Buffer.from(query['cursor'] ?? '', 'base64url').toString();
  const [listId, input, , line, id] = JSON.parse(cursor) as string[];
  const earlier = Buffer.from(JSON.stringify([listId, input, line, id])).toString('base64url');

  const second = await list({ ...query, cursor: earlier });

  const all = placesOf(await list());
  expect([...placesOf(first), ...placesOf(second)]).toEqual(all);
  expect(all.every(([, source]) => source === null)).toBe(true);
});

test('the run tells its notices', async () => {
  const detail = bodyOf(await answerTo(run, asking({ runId: 'etl-1' }), api.reading));

  expect(detail['notices']).toEqual([
    'visits/2024/02.csv: the column item_id is missing, so it is NULL in every row',
  ]);
});
