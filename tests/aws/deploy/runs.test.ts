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
import { invokeStep, loadAndPublish, newRunId, type Part, planned } from './support/steps.ts';
import { emptyTable, type Rows, rowsOf, rowsOfFolderRun } from './support/tables.ts';

const OBJECT = 'data/user_experiments.csv';
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
  { kind: 'cut', reads: 5, afterBytes: 1_000 },
  { kind: 'stall', reads: 1, afterBytes: 1_000 },
  { kind: 'refuse', reads: 3 },
] as const)('the same, although S3 does this to the first reads of load: $kind', async (faults) => {
  const runId = newRunId();
  const parts = await planned(aws, runId, AS_OF);
  await setFaults(s3Proxy, faults);

  await loadAndPublish(aws, runId, parts);

  expect(await rowsOf(adminUrl)).toEqual(expected);
  expect(await faultReport(s3Proxy)).toMatchObject({ faults: faults.reads });
});

describe('an object that is overwritten', () => {
  afterEach(() => putObject(aws, BUCKET, OBJECT, experiments));

  const overwrite = () => putObject(aws, BUCKET, OBJECT, experiments.replace('\n1,', '\n7,'));

  test('after plan fails the run', async () => {
    const runId = newRunId();
    const part = await partOfExperiments(runId);

    await overwrite();
    await invokeStep(aws, 'load', part);
    await invokeStep(aws, 'fail', { runId, reason: 'task_failure' });

    expect((await ask(api, `/runs/${runId}`)).body).toMatchObject(CHANGED);
  });

  test('while load reads it fails the run', async () => {
    const runId = newRunId();
    const part = await partOfExperiments(runId);
    await setFaults(s3Proxy, { kind: 'stall', reads: 1, afterBytes: 10 });

    const load = invokeStep(aws, 'load', part);
    await vi.waitUntil(async () => (await faultReport(s3Proxy)).faults === 1, { timeout: 30_000 });
    await overwrite();
    await setFaults(s3Proxy, NO_FAULTS); // ends the answer that has stalled
    await load;
    await invokeStep(aws, 'fail', { runId, reason: 'task_failure' });

    expect((await ask(api, `/runs/${runId}`)).body).toMatchObject(CHANGED);
  });
});

/** Plans a run. @returns the event of load for a part of the experiments */
async function partOfExperiments(runId: string): Promise<Part | undefined> {
  const parts = await planned(aws, runId, AS_OF);
  const { body } = await ask(api, `/runs/${runId}`);
  const { progress } = body as {
    readonly progress: { readonly parts: readonly { readonly input: string }[] };
  };
  return parts[progress.parts.findIndex(({ input }) => input === 'experiments')];
}
