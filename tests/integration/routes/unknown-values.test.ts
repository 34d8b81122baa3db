import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { route as run } from '../../../handlers/run.ts';
import {
  count,
  defineFeatures,
  defineInputs,
  entity,
  events,
  integer,
  reference,
  text,
  textId,
  textIdList,
} from '../../../lib/model/declare.ts';
import { checkInputs } from '../../../lib/pipeline/check/check.ts';
import { problemsOf } from '../../../lib/pipeline/check/problems.ts';
import type { RejectKind } from '../../../lib/schemas/reject.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { type Api, answerOf, asking, makeApi } from './api.ts';

let api: Api;
afterEach(() => api.remove());

/** The kinds of a run, as the API tells them. */
async function kindsOf(runId: string): Promise<readonly RejectKind[]> {
  const detail = answerOf(run, await answerTo(run, asking({ runId }), api.reading));
  return detail.rejects;
}

const briefly = (kinds: readonly RejectKind[]) =>
  kinds.map(({ input, reason, count: rows, values, otherValues }) => {
    return { input, reason, count: rows, values, otherValues };
  });

/** So many rows with ids from a number on. */
const rows = (length: number, from: number, rest: (id: number) => string) =>
  Array.from({ length }, (_, n) => `${from + n},${rest(from + n)}`);

const users = [
  'user_id,name,email,signup_date',
  ...rows(20, 1, (id) => `N${id},,${id === 18 ? 'never' : '2023-01-01'}`),
  '21,short',
];
const experiments = [
  'experiment_id,user_id,experiment_compound_ids,experiment_run_time',
  ...rows(60, 1, (id) => `${(id % 15) + 1},1,5`),
  // User 18 is rejected, so are 94 experiments; one of them is there twice, and counts once.
  ...rows(94, 100, () => '18,1,5'),
  '100,18,1,5',
  ...rows(3, 200, () => '21,2,5'),
  // Users who are nowhere.
  ...rows(11, 300, (id) => `${1000 + id},2,5`),
  ...rows(5, 400, () => '1,2;77;77,5'),
  '500,1,76,5',
];
const compounds = ['compound_id,compound_name,compound_structure', '1,A,B', '2,C,D', '76,E', '3,F,G'];

const because = (input: string, line: number, reason: string) => ({
  ...{ input, source: `${input}.csv`, line, reason },
});
const EXPECTED = [
  { input: 'users', reason: 'bad_date', count: 1, values: [], otherValues: 0 },
  { input: 'users', reason: 'wrong_column_count', count: 1, values: [], otherValues: 0 },
  { input: 'compounds', reason: 'wrong_column_count', count: 1, values: [], otherValues: 0 },
  {
    ...{ input: 'experiments', reason: 'unknown_user', count: 108, otherValues: 0 },
    values: [
      { value: '18', count: 94, because: because('users', 19, 'bad_date') },
      { value: '21', count: 3, because: because('users', 22, 'wrong_column_count') },
      ...Array.from({ length: 11 }, (_, n) => ({ value: String(1300 + n), count: 1, because: null })),
    ],
  },
  { input: 'experiments', reason: 'duplicate_id', count: 1, values: [], otherValues: 0 },
  {
    ...{ input: 'experiments', reason: 'unknown_compound', count: 6, otherValues: 0 },
    values: [
      { value: '77', count: 5, because: null },
      { value: '76', count: 1, because: because('compounds', 4, 'wrong_column_count') },
    ],
  },
];

describe('experiments of a user whose row was rejected', () => {
  beforeEach(async () => {
    api = await makeApi(sampleModel);
    api.clear();
    api.write({
      users: `${users.join('\n')}\n`,
      user_experiments: `${experiments.join('\n')}\n`,
      compounds: `${compounds.join('\n')}\n`,
    });
  });

  test.each([
    ['in one part', 2 ** 28],
    ['in many parts', 200],
  ])('are told under that row, with exact counts, %s', async (_how, bytes) => {
    await api.run('etl-1', {}, { config: { ETL_PART_BYTES: bytes, ETL_MAX_REJECT_RATIO: 1 } });

    expect(briefly(await kindsOf('etl-1'))).toEqual(EXPECTED);
  });

  test('are told by check in the same order and words as by the API', async () => {
    await api.run('etl-1', {}, { config: { ETL_MAX_REJECT_RATIO: 1 } });
    const told = (await kindsOf('etl-1')).map(({ file: _, ...kind }) => kind);

    const problems = problemsOf(await checkInputs(api.config, sampleModel));

    expect(problems.map(({ first: _, ...kind }) => kind)).toEqual(told);
  });

  test('have no values of a run of an earlier release', async () => {
    await api.run('etl-1', {}, { config: { ETL_MAX_REJECT_RATIO: 1 } });
    await api.look`UPDATE etl.reject_counts SET details = NULL`;

    expect((await kindsOf('etl-1')).map(({ values, otherValues }) => [values, otherValues])).toEqual(
      EXPECTED.map(() => [[], 0]),
    );
  });
});

describe('ids that are texts', () => {
  const inputs = defineInputs({
    shops: entity({
      files: 'users.csv',
      key: 'shop',
      columns: { shop: textId(), size: integer() },
    }),
    orders: events({
      files: 'user_experiments.csv',
      key: 'order',
      of: 'shop',
      columns: {
        order: textId(),
        shop: textId().references('shops', { orElse: 'reject' }),
        items: textIdList().references('items', { orElse: 'warn' }),
      },
    }),
    items: reference({ files: 'compounds.csv', key: 'item', columns: { item: textId(), label: text() } }),
  });
  const model = defineFeatures(inputs, { orders: count(inputs.orders) });

  test.each([
    ['in one part', 2 ** 28],
    ['in many parts', 40],
  ])(
    'are told with the rows that they follow from, invisible characters made visible, %s',
    async (_how, bytes) => {
      api = await makeApi(model);
      api.clear();
      api.write({
        users: 'shop,size\nA,1\n"B ""1""",big\nC,2\n',
        user_experiments: `order,shop,items\n1,A,x\n2,"B ""1""",x\n3,"B ""1""",\n4,D\u202eE,\n5,C,y\n6,C,y;x\n`,
        compounds: 'item,label\nx,X\n',
      });

      await api.run('etl-1', {}, { config: { ETL_PART_BYTES: bytes, ETL_MAX_REJECT_RATIO: 1 } });

      expect((await kindsOf('etl-1')).filter(({ reason }) => reason.startsWith('unknown_'))).toMatchObject([
        {
          values: [
            { value: 'B "1"', count: 2, because: { input: 'shops', source: 'users.csv', line: 3 } },
            { value: 'D<U+202E>E', count: 1, because: null },
          ],
          otherValues: 0,
        },
        { values: [{ value: 'y', count: 2, because: null }], otherValues: 0 },
      ]);
    },
  );
});
