import { readFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from 'vitest';
import { generateExperiments, generateUsersAndCompounds } from '../../../bench/data/generate.ts';
import { newFolder } from '../../support/new-folder.ts';
import { connectAws } from '../support/aws.ts';
import { BUCKET, putFolder, putObject } from '../support/bucket.ts';
import { KEYS } from '../support/ministack.ts';
import { faultReport, setFaults } from './support/faults.ts';
import { ask, runToEnd } from './support/runs.ts';
import { invokeStep, invokeSteps, newRunId, partsOf } from './support/steps.ts';
import { emptyTable, type Rows, rowsOf, rowsOfFolderRun } from './support/tables.ts';

const AS_OF = '2024-06-01';
const CHANGED = { state: 'failed', error: { code: 'INPUT_CHANGED' } };
const NO_FAULTS = { reads: 0, kind: 'cut' } as const;

const { api, endpoint, adminUrl, s3Proxy } = inject('deployment');
const aws = connectAws(endpoint, KEYS);

let experiments: string;
let expected: Rows;
beforeAll(async () => {
  const { path: folder, remove } = newFolder();
  generateUsersAndCompounds(folder, 2_000);
  renameSync(generateExperiments(folder, 'bad', 60_000, 2_000), join(folder, 'user_experiments.csv'));
  expected = await rowsOfFolderRun(folder, AS_OF);
  await putFolder(aws, BUCKET, 'data', folder);
  experiments = readFileSync(join(folder, 'user_experiments.csv'), 'utf8');
  await runToEnd(api, { asOf: AS_OF, acceptDeletes: true });
  return remove;
});
beforeEach(() => emptyTable(adminUrl));
afterEach(() => setFaults(s3Proxy, NO_FAULTS));

test('a run over s3:// gives the table of the run over the folder, row by row', async () => {
  const run = await runToEnd(api, { asOf: AS_OF });

  expect(run).toMatchObject({ state: 'succeeded' });
  expect(await rowsOf(adminUrl)).toEqual(expected);
});

test.each([
  { kind: 'cut', reads: 6, afterBytes: 100_000 },
  { kind: 'stall', reads: 1, afterBytes: 100_000 },
  { kind: 'refuse', reads: 3 },
] as const)('and the same table when S3 does this to the first reads: $kind', async (faults) => {
  await setFaults(s3Proxy, faults);

  const run = await runToEnd(api, { asOf: AS_OF });

  expect(run).toMatchObject({ state: 'succeeded' });
  expect(await rowsOf(adminUrl)).toEqual(expected);
  expect(await faultReport(s3Proxy)).toMatchObject({ faults: faults.reads });
});

test('the steps, called one by one as Airflow does, give the same table', async () => {
  await invokeSteps(aws, newRunId(), AS_OF);

  expect(await rowsOf(adminUrl)).toEqual(expected);
});

describe('an object that is overwritten', () => {
  afterEach(() => putObject(aws, BUCKET, 'data/user_experiments.csv', experiments));

  const overwrite = () =>
    putObject(aws, BUCKET, 'data/user_experiments.csv', experiments.replace('\n1,', '\n7,'));

  test('after plan fails the run', async () => {
    const runId = newRunId();
    const [part] = await partsOf(aws, runId, AS_OF, 'experiments');

    await overwrite();
    await invokeStep(aws, 'load', part);
    await invokeStep(aws, 'fail', { runId, reason: 'task_failure' });

    expect((await ask(api, `/runs/${runId}`)).body).toMatchObject(CHANGED);
  });

  test('while load reads it fails the run', async () => {
    const runId = newRunId();
    const [part] = await partsOf(aws, runId, AS_OF, 'experiments');
    await setFaults(s3Proxy, { kind: 'stall', reads: 1, afterBytes: 100_000 });

    const load = invokeStep(aws, 'load', part);
    await vi.waitUntil(async () => (await faultReport(s3Proxy)).faults === 1, { timeout: 30_000 });
    await overwrite();
    await setFaults(s3Proxy, NO_FAULTS); // ends the answer that has stalled
    await load;
    await invokeStep(aws, 'fail', { runId, reason: 'task_failure' });

    expect((await ask(api, `/runs/${runId}`)).body).toMatchObject(CHANGED);
  });
});
