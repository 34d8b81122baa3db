import { afterAll, beforeAll, describe, expect, inject, test, vi } from 'vitest';

// What a route may be asked for follows from the model that the code declares.
vi.mock('../../../lib/features.ts', async () => ({ features: (await import('./tills.ts')).TILLS }));

import { route as features } from '../../../handlers/features.ts';
import { route as stats } from '../../../handlers/stats.ts';
import { InputError } from '../../../lib/errors.ts';
import type { ContentReply, HttpReply } from '../../../lib/http/message.ts';
import { keptDistributions } from '../../../lib/views/feature-rows.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { connectAs } from '../database.ts';
import { type Api, asking, bodyOf, makeApi, nextQuery } from '../routes/api.ts';
import { TILLS, tillFiles } from './tills.ts';

const ANY_REJECTS = { config: { ETL_MAX_REJECT_RATIO: 1 } };

let api: Api;
beforeAll(async () => {
  api = await makeApi(TILLS);
  await useTimeZone('America/St_Johns');
  api.write(tillFiles());
  await api.run('etl-1', { asOf: '2024-03-02' }, ANY_REJECTS);
});
afterAll(() => api.remove());

/** Has the sessions that begin from now on another time zone than UTC: nothing may depend on it. */
async function useTimeZone(zone: string): Promise<void> {
  const [row] = await api.look<{ name: string }[]>`SELECT current_database() AS name`;
  const admin = connectAs(inject('postgres').adminUrl);
  await admin.unsafe(`ALTER DATABASE "${row?.name}" SET TimeZone = '${zone}'`);
  await admin.end();
}

const list = (query = {}) => answerTo(features, asking({}, query), api.reading);
const rowsOf = (reply: HttpReply) => bodyOf(reply)['features'] as Record<string, unknown>[];

describe('rows of decimals and timestamps', () => {
  test('have decimals as texts with all their digits, and moments in UTC', async () => {
    const [first, second] = rowsOf(await list());

    expect(first).toEqual({
      ...{ till_id: '1', name: 'Front', cash: '12.50', opened: '2024-02-29T23:30:00Z', closed: null },
      ...{
        days_open: 2,
        turnover: '12345678901234567.90',
        least: '0.05',
        most_tip: null,
        mean: 4115226300411522.5,
      },
      ...{ large: '12345678901234567.80', sold: '0.150', sold_since: '2024-01-01T00:00:00.000001Z' },
      ...{ as_of: '2024-03-02' },
    });
    expect(second).toMatchObject({
      ...{ name: null, cash: null, closed: '2024-03-01T00:30:00.5Z', days_open: 1 },
      ...{ turnover: '0.00', least: null, mean: null, large: '0.00', sold: null },
    });
  });

  test('are told by their types', async () => {
    const columns = bodyOf(await list())['columns'] as { name: string; type: string }[];

    expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toMatchObject({
      ...{
        cash: 'decimal',
        opened: 'timestamp',
        turnover: 'decimal',
        mean: 'number',
        sold_since: 'timestamp',
      },
    });
  });

  test.each([
    ['cash', ['3', '4', '1', '2']],
    ['-cash', ['1', '4', '3', '2']],
    ['opened', ['3', '1', '2', '4']],
    ['-closed', ['2', '4', '3', '1']],
    ['-turnover', ['1', '4', '3', '2']],
  ])('sorted by %s come page by page', async (sort, ids) => {
    const paged: unknown[] = [];
    let reply = await list({ sort, limit: '1' });
    for (;;) {
      paged.push(...rowsOf(reply).map(({ till_id }) => till_id));
      if (bodyOf(reply)['next'] === null) {
        break;
      }
      reply = await list(nextQuery(reply));
    }

    expect(paged).toEqual(ids);
  });

  test('are CSV', async () => {
    const { content } = (await list({ format: 'csv', limit: '1' })) as ContentReply;

    expect(content?.data).toContain('1,Front,12.50,2024-02-29T23:30:00Z,,2,12345678901234567.90,0.05,');
  });

  test('have histograms of decimals, and the most frequent of timestamps', async () => {
    const body = bodyOf(await answerTo(stats, asking(), { ...api.reading, kept: keptDistributions() }));

    const histograms = (body['columns'] as { name: string; bins: { count: number }[] }[]).map(
      ({ name, bins }) => [name, bins.reduce((total, { count }) => total + count, 0)],
    );
    expect(histograms).toContainEqual(['turnover', 4]);
    expect(body['frequencies']).toContainEqual({
      name: 'sold_since',
      type: 'timestamp',
      values: [{ value: '2024-01-01T00:00:00.000001Z', count: 1 }],
      others: 0,
    });
  });
});

test('of the table they are numeric and timestamptz', async () => {
  const columns = await api.look`
    SELECT attname AS name, format_type(atttypid, atttypmod) AS type FROM pg_attribute
    WHERE attrelid = 'tills_derivation'::regclass AND attname IN ('cash', 'opened', 'turnover', 'sold_since')`;

  expect(Object.fromEntries(columns.map(({ name, type }) => [name, type]))).toEqual({
    cash: 'numeric',
    opened: 'timestamp with time zone',
    turnover: 'numeric',
    sold_since: 'timestamp with time zone',
  });
});

test('what was wrong with the files is listed, and what is doubted', async () => {
  const rows = await api.look`
    SELECT input, line::int, column_name, reason, severity FROM etl.rejected_rows
    WHERE run_id = 'etl-1' ORDER BY input, line`;

  expect(rows.map((row) => Object.values(row).join(' '))).toEqual([
    'receipts 5 amount too_many_decimals reject',
    'receipts 6 amount not_a_decimal reject',
    'receipts 7 amount not_a_decimal reject',
    'receipts 8 tip negative reject',
    'tills 5 name null_text warning',
    'tills 6 opened bad_timestamp reject',
  ]);
});

test('a total that is too great is refused, as a decimal', async () => {
  api.write(tillFiles(['90,1,,92233720368547758.07,', '91,1,,92233720368547758.07,']));

  const failed = await api.run('etl-2', { asOf: '2024-03-02' }, ANY_REJECTS).catch((error: unknown) => error);

  expect(failed).toBeInstanceOf(InputError);
  expect(String(failed)).toContain('till 1: sum of amount is 196813119638330084.04, more than');
});
