import { beforeAll, expect, test } from 'vitest';
import { type ListedReject, pagesOfRejects } from '../../../lib/store/rejects/reject-rows.ts';
import { type RejectedRow, replaceRejects } from '../../../lib/store/rejects/rejects.ts';
import { beginRun } from '../../../lib/store/runs/run-records.ts';
import { useStore } from './store.ts';

const row = (source: string, line: number, reason = 'negative'): RejectedRow => ({
  ...{ source, line, lastLine: line, column: 'user_id', reason, severity: 'reject', seen: null, raw: 'raw' },
});

const store = useStore();
beforeAll(async () => {
  await beginRun(store(), {
    ...{ runId: 'etl-1', location: '/data', asOf: '2024-01-01', acceptDeletes: false },
    queuedAt: new Date(),
  });
  const rows = [row('b.csv', 2), row('a.csv', 9), row('a.csv', 9, 'overflow'), row('', 4), row('a.csv', 10)];
  await store().begin(async (transaction) => {
    const origin = { runId: 'etl-1', part: 0, finder: 'load' } as const;
    await replaceRejects(transaction, { ...origin, input: 'users' }, rows, []);
    await replaceRejects(transaction, { ...origin, part: 1, input: 'visits' }, [row('a.csv', 1)], []);
  });
});

test.each([
  [1, [1, 1, 1, 1, 1, 0]],
  [2, [2, 2, 1]],
  [5, [5, 0]],
  [9, [5]],
])('pages of %i have all rows of an input, each once, in their order', async (limit, sizes) => {
  const pages: (readonly ListedReject[])[] = [];
  for await (const page of pagesOfRejects(store(), 'etl-1', { input: 'users' }, limit)) {
    pages.push(page);
  }

  expect(pages.map(({ length }) => length)).toEqual(sizes);
  expect(pages.flat().map(({ source, line, reason }) => [source, line, reason])).toEqual([
    [null, 4, 'negative'],
    ['a.csv', 9, 'negative'],
    ['a.csv', 9, 'overflow'],
    ['a.csv', 10, 'negative'],
    ['b.csv', 2, 'negative'],
  ]);
});
