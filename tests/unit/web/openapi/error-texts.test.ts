import { expect, test } from 'vitest';
import { route as checkFeatureDerivation } from '../../../../handlers/check-feature-derivation.ts';
import { route as checkTable } from '../../../../handlers/check-table.ts';
import { features } from '../../../../lib/features.ts';
import { refuseUnintended, requireApiKey } from '../../../../lib/http/guards.ts';
import { staticReply } from '../../../../lib/http/reply/static-reply.ts';
import { explainedBySchema } from '../../../../lib/http/schema-mismatch.ts';
import { SCHEMA_VERSION } from '../../../../lib/store/schema/schema-version.ts';
import { readOneRow } from '../../../../lib/views/feature-rows.ts';
import { queuedRun } from '../../../../lib/views/run-detail.ts';
import { httpRequest } from '../../support/http-request.ts';
import { answerTo } from '../../support/route-answer.ts';
import { scriptedRequestDatabase } from '../../support/scripted-database.ts';
import { answersOf, document } from './document.ts';

/** What the example of an error says. */
function exampleText(path: string, code: string): string {
  const values = answersOf(document)
    .filter((answer) => answer.path === path)
    .flatMap(({ content }) => content.examples?.[code]?.value ?? []);
  return (values[0] as { readonly message: string }).message;
}

const model = features;
const withoutRuns = { findRun: () => Promise.resolve(undefined) };
const noTable = Object.assign(new Error('no table'), { code: '42P01' });
const rejecting = scriptedRequestDatabase(() => Promise.reject(noTable));
const empty = scriptedRequestDatabase(() => []);

/** A database whose schema has another version than this release needs. */
const ofVersion = (version: number) =>
  scriptedRequestDatabase((text) => [text.includes('to_regclass') ? { exists: true } : { version }]);

/** The error that a statement fails with when the schema has that version. */
async function schemaError(version: number): Promise<unknown> {
  throw await explainedBySchema(noTable, { database: ofVersion(version) });
}

// Errors that no example can be made of without a service.
test.each<[string, string, () => unknown]>([
  ['/check/table', 'API_KEY_REQUIRED', () => requireApiKey(httpRequest(), 'a key')],
  [
    '/trigger-etl',
    'UNINTENDED_REQUEST',
    () => refuseUnintended(httpRequest({ headers: { 'sec-purpose': 'prefetch' } })),
  ],
  [
    '/static/{file}',
    'NOT_FOUND',
    () => staticReply(httpRequest(), { find: () => undefined }, 'dashboards.js'),
  ],
  [
    '/runs/{runId}',
    'RUN_NOT_FOUND',
    () => queuedRun('etl-1', { airflow: withoutRuns, model, config: { ETL_DATA_DIR: 'data' } }),
  ],
  ['/features/{userId}', 'USER_NOT_FOUND', () => readOneRow({ database: empty, model }, '42')],
  ['/features/{userId}', 'TABLE_MISSING', () => readOneRow({ database: rejecting, model }, '42')],
  ['/stats', 'SCHEMA_OLDER', () => schemaError(SCHEMA_VERSION - 1)],
  ['/stats', 'SCHEMA_NEWER', () => schemaError(SCHEMA_VERSION + 1)],
])('%s: the example of %s says what the error says', async (path, code, failing) => {
  const failed = Promise.resolve().then(failing);

  await expect(failed).rejects.toThrow(exampleText(path, code));
});

test('/check/table: the example of TABLE_MISSING says what the route says', async () => {
  const database = scriptedRequestDatabase(() => [{ exists: false }]);

  expect(await answerTo(checkTable, httpRequest(), { database, model })).toMatchObject({
    body: { message: exampleText('/check/table', 'TABLE_MISSING') },
  });
});

test('/check/feature_derivation: the example of TABLE_MISSING says what the route says', async () => {
  const database = scriptedRequestDatabase(() => [{ exists: false }]);

  expect(await answerTo(checkFeatureDerivation, httpRequest(), { database, model })).toMatchObject({
    body: { message: exampleText('/check/feature_derivation', 'TABLE_MISSING') },
  });
});
