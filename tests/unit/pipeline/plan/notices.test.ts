import { describe, expect, test } from 'vitest';
import { inspectInputs } from '../../../../lib/pipeline/plan/inspect.ts';
import { noticeList, noticesOf } from '../../../../lib/pipeline/plan/notices.ts';
import { type VisitFiles, visitDirectory, visitModel } from '../../support/visit-files.ts';

async function notices(files: VisitFiles) {
  const config = await visitDirectory(files);
  const sources = await inspectInputs(config, visitModel);
  return noticeList(await noticesOf(config.ETL_DATA_DIR, sources, visitModel));
}

const FULL = { 'visits/2024/02.csv': null };
/** So many files that lack a column. */
const withoutMinutes = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, n) => [
      `visits/${n}.csv`,
      `visit_id,shop_id,item_id\n${100 + n},1,8\n`,
    ]),
  );

test('of files with all columns, and no others beside them, there is nothing to be noticed', async () => {
  expect(await notices(FULL)).toEqual([]);
});

describe('a column that is absent', () => {
  test('is told with the file that lacks it', async () => {
    expect(await notices({})).toEqual([
      'visits/2024/02.csv: the column item_id is missing, so it is NULL in every row',
    ]);
  });

  test('is told once for all files that lack it', async () => {
    expect(await notices({ ...FULL, ...withoutMinutes(3) })).toEqual([
      'visits/0.csv, visits/1.csv and visits/2.csv: the column minutes is missing, so it is NULL in every row',
    ]);
  });

  test('is told with the first three of many files', async () => {
    expect(await notices({ ...FULL, ...withoutMinutes(1000) })).toEqual([
      'visits/0.csv, visits/1.csv, visits/10.csv and 997 more: the column minutes is missing, so it is NULL in every row',
    ]);
  });

  test('is told in one line, whatever the file is called', async () => {
    const [notice] = await notices({ ...FULL, 'visits/a\nb.csv': 'visit_id,shop_id,item_id\n' });

    expect(notice).toBe('visits/a\\nb.csv: the column minutes is missing, so it is NULL in every row');
  });
});

test('a file that nothing reads though its name is near is told', async () => {
  expect(await notices({ ...FULL, 'items.csv': 'item_id,label\n' })).toEqual([
    'items.csv is not read: lib/inputs.ts reads shops.csv, shops-*.csv, visits/**/*.csv, items-*.csv',
  ]);
});
