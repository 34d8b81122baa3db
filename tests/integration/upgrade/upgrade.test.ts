import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { route as rejects } from '../../../handlers/rejects.ts';
import type { route as runs } from '../../../handlers/runs.ts';
import { nextPage } from '../../../lib/http/route/pages.ts';
import type { AnswerTo } from '../../../lib/http/route/route.ts';
import type { RunDetail } from '../../../lib/schemas/run.ts';
import { dumpSchema } from '../../fixtures/upgrade/dump.ts';
import { runBootstrap } from '../local/bootstrap-script.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { type EarlierRelease, earlierReleases } from './earlier-releases.ts';
import { type Answer, READING_ROUTES, readingRouteOf, readingRoutes } from './reading-routes.ts';

type RunPage = AnswerTo<typeof runs>;
type RejectPage = AnswerTo<typeof rejects>;

/** By the day that the answers of before were made for. */
const CONF = { asOf: '2024-02-01' };

/** What there is to read in a text: of metrics the samples, since their descriptions may be worded anew. */
const linesOf = (text: unknown) =>
  String(text)
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'));

/** A CSV row by row, by the names of its columns; the first row is the names themselves, which an empty list has, too. */
const rowsOf = (csv: unknown) => {
  const [names = [], ...rows] = parse(String(csv)) as string[][];
  return [names, ...rows].map((row) => Object.fromEntries(names.map((name, at) => [name, row[at]])));
};

/**
 * What it answered, but for what means something else since then: the usual duration is of runs of a similar size only, the bins of
 * histograms begin at round numbers, and the kinds of rejects of a run have another order.
 */
const asMeantNow = (body: unknown) => {
  const { usualDurationMs: _ofAnySize, ...members } = body as Readonly<Record<string, unknown>>;
  const { columns, rejects } = members;
  return {
    ...members,
    ...(Array.isArray(columns) && {
      columns: columns.map(({ bins: _laidOutOtherwise, ...column }) => column),
    }),
    ...(areKinds(rejects) && {
      rejects: expect.arrayContaining(rejects.map((kind) => expect.objectContaining(kind))),
    }),
  };
};

const areKinds = (rejects: unknown): rejects is readonly object[] =>
  Array.isArray(rejects) && rejects.every((one: object) => 'count' in one);

test('there is an earlier release to upgrade from', () => {
  expect(earlierReleases.map(({ commit }) => commit)).toContain('886010d');
});

describe.each(earlierReleases)('a database of $commit', ({ sql, answers }) => {
  let bench: Workbench;
  let ask: (path: string) => Promise<Answer>;
  const runsOf = async () => ((await ask('/runs')).body as RunPage).runs;
  const before = answers.find(({ path }) => path === '/runs')?.body as RunPage;
  beforeAll(async () => {
    bench = await makeWorkbench({ prepare: (database) => database.unsafe(sql) });
    const { adminUrl, ownerUrl, readerUrl } = bench;
    const outcome = await runBootstrap({
      ...{ ADMIN_DATABASE_URL: adminUrl, DATABASE_URL: ownerUrl, DATABASE_READ_URL: readerUrl },
    });
    expect(outcome).toMatchObject({ code: 0, stderr: '' });
    ask = await readingRoutes(bench);
  });
  afterAll(() => bench.remove());

  describe('before any run of this release', () => {
    test('every reading route is asked', () => {
      const asked = new Set(answers.map(({ path }) => readingRouteOf(new URL(path, 'http://x').pathname)));

      expect([...asked].sort()).toEqual(READING_ROUTES.toSorted());
    });

    test.each(answers)('$path answers all that it did', async ({ path, status, body }) => {
      const answer = await ask(path);

      expect(answer.status).toBe(status);
      // Further members and columns are fine; those that were renamed stay under their old names too.
      if (path.includes('format=csv')) {
        expect(rowsOf(answer.body)).toMatchObject(rowsOf(body));
      } else if (typeof body === 'string') {
        expect(linesOf(answer.body)).toEqual(expect.arrayContaining(linesOf(body)));
      } else {
        expect(answer.body).toMatchObject(asMeantNow(body));
      }
    });

    describe('the rejected rows of a run', () => {
      const { path, body } = answers.find(hasRejects) ?? { path: '' };
      const [list = ''] = path.split('?');
      const all = (body as RejectPage | undefined)?.rejects ?? [];
      const ofExperiments = all.filter(({ file }) => file === 'user_experiments');
      const pageAt = async (next: string) => (await ask(next)).body as RejectPage;

      test('are filtered by the name that the input has now', async () => {
        const page = await pageAt(`${list}?input=experiments&limit=1000`);

        expect(page.rejects).toMatchObject(ofExperiments.map((row) => ({ ...row, input: 'experiments' })));
      });

      test('come page by page, each once', async () => {
        const paged: unknown[] = [];
        let next: string | null = `${list}?limit=3`;
        while (next) {
          const page = await pageAt(next);
          paged.push(...page.rejects);
          next = page.next;
        }

        expect(paged).toMatchObject(all);
      });

      test('go on where a cursor says that was given out before the upgrade', async () => {
        const [, second] = await bench.look`
          SELECT line, id FROM etl.rejected_rows
          WHERE run_id = ${list.split('/')[2] ?? ''} AND input = 'experiments' ORDER BY line, id`;
        const position = ['user_experiments', String(second?.['line']), String(second?.['id'])];
        const next = nextPage(list, { file: 'user_experiments', limit: 1000 }, position);

        const page = await pageAt(next);

        expect(page.rejects).toMatchObject(ofExperiments.slice(2));
      });
    });
  });

  describe('the next run', () => {
    test('is judged by the last one before the upgrade', async () => {
      const run = bench.run('etl-refused', CONF);

      await expect(run).rejects.toThrow('users.csv: 21 of 30 users of the last run would be deleted');
    });

    test('leaves the table that it leaves in a new database', async () => {
      const fresh = await makeWorkbench();
      await fresh.run('etl-next', CONF);
      const expected = await fresh.table();
      await fresh.remove();

      const counts = await bench.run('etl-next', { ...CONF, acceptDeletes: true });

      expect(counts).toMatchObject({
        read: 24,
        loaded: 24,
        inserted: 1,
        updated: 9,
        deleted: 21,
        unchanged: 0,
      });
      expect(await bench.table()).toEqual(expected);
    });

    test('is told with what differs from the last one before the upgrade', async () => {
      const published = before.runs.find(({ state }) => state === 'succeeded');

      const { body } = await ask('/runs/etl-next');

      const { previousRunId, difference } = body as RunDetail;
      expect(previousRunId).toBe(published?.runId);
      expect(difference).toMatchObject({ users: 10 - 30 });
    });

    test('closes the one that was under way at the upgrade', async () => {
      const [underWay] = before.runs.filter(({ state }) => state === 'running');

      const now = (await runsOf()).find(({ runId }) => runId === underWay?.runId);

      expect(now).toMatchObject({ state: 'failed', error: { code: 'ABANDONED' } });
    });

    test('leaves the history before the upgrade as it was', async () => {
      const ended = before.runs.filter(({ state }) => state !== 'running');

      const now = await runsOf();

      expect(now.slice(-ended.length)).toMatchObject(ended);
    });
  });

  test('has the same schema in the end as a new database', async () => {
    const fresh = await makeWorkbench();
    await fresh.run('etl-1', CONF);
    const expected = await schemaOf(fresh);
    await fresh.remove();

    expect(await schemaOf(bench)).toEqual(expected);
  });
});

/** Whether it is the answer with all rejected rows of a run that has some. */
function hasRejects({ path, body }: EarlierRelease['answers'][number]): boolean {
  return path.endsWith('/rejects?limit=1000') && (body as RejectPage).rejects.length > 0;
}

async function schemaOf({ look }: Workbench) {
  const { tables, belongings } = await dumpSchema(look);
  return [...tables.map(({ ddl }) => ddl), ...belongings];
}
