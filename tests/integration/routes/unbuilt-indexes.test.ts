import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { route as checkFeatureDerivation } from '../../../handlers/check-feature-derivation.ts';
import { route as features } from '../../../handlers/features.ts';
import { connectPostgres } from '../../../lib/clients/postgres.ts';
import { createLogger } from '../../../lib/logger.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { startBuild } from '../../../lib/store/derivation/indexes/start-build.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { answerTo } from '../../unit/support/route-answer.ts';
import { isAnyBlocked } from '../blocked.ts';
import { connectAs } from '../database.ts';
import { QUEUED_AT } from '../pipeline/workbench.ts';
import { type Api, asking, bodyOf, makeApi } from './api.ts';

/** All indexes of the sample's table, but for that of its key. */
const ALL = 8;
const BUILT = 'indexes are built';
const MISSING = 'indexes are missing until a later run: the table is slow to sort and to search';

let api: Api;
beforeEach(async () => {
  api = await makeApi();
});
afterEach(() => api.remove());

/** A run after which also a table of few rows gets its indexes. Returns what it answers, and the log lines about them. */
async function run(runId: string) {
  const conf = { asOf: '2024-01-01' };
  const dependencies = api.dependencies();
  const { parts } = await plan({ runId, queuedAt: QUEUED_AT, conf }, dependencies);
  for (const part of parts) {
    await load(part, dependencies);
  }
  return await published(runId);
}

async function published(runId: string) {
  const lines: Record<string, unknown>[] = [];
  const logger = createLogger({ level: 'info', write: (line) => lines.push(JSON.parse(line)) });
  const answer = await publish({ runId }, { ...api.dependencies({ logger }), indexedFrom: 1 });
  return { answer, ofIndexes: () => lines.filter(({ message }) => String(message).startsWith('indexes')) };
}

async function indexes(): Promise<number> {
  const rows = await api.look`
    SELECT FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
    WHERE indrelid = 'users_derivation'::regclass AND relname LIKE 'etl_by_%'`;
  return rows.count;
}

/** From now on the server fails so while it builds an index, once there are some. Returns what mends it. */
async function failing(failure: string, from: number): Promise<() => Promise<void>> {
  const admin = connectAs(api.adminUrl);
  await admin.unsafe(`
    CREATE FUNCTION public.fails() RETURNS event_trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT count(*) FROM pg_class WHERE relname LIKE 'etl_by_%') > ${from} THEN
        ${failure};
      END IF;
    END $$;
    CREATE EVENT TRIGGER fails ON ddl_command_end WHEN TAG IN ('CREATE INDEX') EXECUTE FUNCTION public.fails()`);
  return async () => {
    await admin`DROP EVENT TRIGGER fails`;
    await admin.end();
  };
}

const FULL = `RAISE 'could not extend file "base/5/16384": No space left on device' USING ERRCODE = 'disk_full'`;

test.each([
  { what: 'a full disk', failure: FULL, built: 0, reason: 'No space left on device' },
  { what: 'a disk that is full after some', failure: FULL, built: 3, reason: 'No space left on device' },
  {
    what: 'a statement that is cancelled',
    failure: `RAISE USING ERRCODE = 'query_canceled'`,
    built: 2,
    reason: 'query_canceled',
  },
  {
    what: 'a session that ends',
    failure: 'PERFORM pg_terminate_backend(pg_backend_pid())',
    built: 2,
    reason: 'session was lost',
  },
])(
  '$what while indexes are built: the run is published, pages are served, the next run builds them',
  async ({ failure, built, reason }) => {
    const mend = await failing(failure, built);
    const first = await run('etl-1');
    await expect.poll(first.ofIndexes, { timeout: 10_000 }).toHaveLength(1);
    const left = await indexes();
    const page = await answerTo(features, asking({}, { sort: 'name', limit: '3' }), api.reading);
    const found = await answerTo(features, asking({}, { search: 'alice' }), api.reading);
    const check = await answerTo(checkFeatureDerivation, asking(), api.reading);
    await mend();
    const second = await run('etl-2');
    await expect.poll(second.ofIndexes, { timeout: 10_000 }).toHaveLength(1);

    expect(first.answer).toMatchObject({ runId: 'etl-1', inserted: 10 });
    expect(first.ofIndexes()).toMatchObject([
      { level: 'warn', message: MISSING, error: { message: expect.stringContaining(reason) } },
    ]);
    expect(left).toBe(built);
    expect(bodyOf(page)['features']).toMatchObject([{ name: 'Alice' }, { name: 'Bob' }, { name: 'Carol' }]);
    expect(bodyOf(found)['features']).toMatchObject([{ name: 'Alice' }]);
    expect(bodyOf(check)).toMatchObject({ count: 10 });
    expect(second.answer).toMatchObject({ runId: 'etl-2', unchanged: 10 });
    expect(second.ofIndexes()).toMatchObject([{ level: 'info', message: BUILT }]);
    expect(await indexes()).toBe(ALL);
  },
);

test('who publishes while indexes are being built already says that, and not that they are built', async () => {
  await api.run('etl-1');
  const builder = connectPostgres(api.ownerUrl, { statementTimeoutMs: 60_000 });
  const { build, again } = await api.look.begin(async (writer) => {
    // A build waits for whoever writes.
    await writer`DELETE FROM users_derivation WHERE false`;
    const build = await startBuild(builder, sampleModel, { entity: '', features: '' });
    await vi.waitUntil(() => isAnyBlocked(writer), 30_000);
    const again = await published('etl-1');
    await expect.poll(again.ofIndexes, { timeout: 5_000 }).toHaveLength(1);
    return { build, again };
  });
  const isBuilt = await build?.done;
  await builder.end();

  expect(again.ofIndexes()).toMatchObject([{ level: 'info', message: 'indexes are being built already' }]);
  expect(isBuilt).toBe(true);
  expect(await indexes()).toBe(ALL);
});
