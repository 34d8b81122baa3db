import { beforeAll, beforeEach, expect, inject, test, vi } from 'vitest';
import { connectAws } from '../support/aws.ts';
import { BUCKET, putFolder, putObject } from '../support/bucket.ts';
import { type Invoked, invoke } from '../support/invoke.ts';
import { KEYS } from '../support/ministack.ts';
import { FUNCTION_PREFIX } from '../support/stage.ts';
import { setFaults } from './support/faults.ts';
import { ask, endOf, runIds, runToEnd } from './support/runs.ts';

const { api, endpoint, s3Proxy } = inject('deployment');
const aws = connectAws(endpoint, KEYS);

/** A later write of an object has a greater sequencer; these are greater than those of ministack. */
let writes = 0;
const sequencer = () =>
  `FF${Date.now().toString(16).padStart(12, '0')}${writes.toString(16).padStart(4, '0')}`;

/** The event of a manifest that was written now, as EventBridge has it. */
function arrival() {
  writes += 1;
  const object = {
    key: 'data/_SUCCESS',
    etag: 'd41d8cd98f00b204e9800998ecf8427e',
    sequencer: sequencer(),
  };
  return {
    ...{ id: `event-${writes}`, source: 'aws.s3', 'detail-type': 'Object Created' },
    ...{ time: new Date().toISOString(), detail: { bucket: { name: BUCKET }, object } },
  };
}

const deliver = (event: object) => invoke(aws, `${FUNCTION_PREFIX}arrived`, event);

let before: readonly string[];
/** Runs that were not there before the test. */
const newRuns = async () => (await runIds(api)).filter((id) => !before.includes(id));

beforeAll(async () => {
  await putFolder(aws, BUCKET, 'data', 'data');
  await runToEnd(api, { acceptDeletes: true });
});
beforeEach(async () => {
  before = await runIds(api);
});

test('a manifest that is written to the bucket starts a run: S3, EventBridge, queue, function', async () => {
  await putObject(aws, BUCKET, 'data/_SUCCESS', '');

  await vi.waitUntil(async () => (await newRuns()).length > 0, { timeout: 60_000 });
  const [runId = ''] = await newRuns();
  expect(await endOf(api, runId)).toMatchObject({ state: 'succeeded' });
});

test('an event that comes twice starts one run', async () => {
  const event = arrival();

  const [first, second] = [await deliver(event), await deliver(event)];

  expect(first).toMatchObject({ result: { outcome: 'started' } });
  expect(second).toMatchObject({ result: { outcome: 'covered', reason: 'same_or_later_arrival' } });
  expect(await endedAfter(first)).toHaveLength(1);
});

test('an event that comes after the event of a later write starts none', async () => {
  const [earlier, later] = [arrival(), arrival()];

  const [first, late] = [await deliver(later), await deliver(earlier)];

  expect(late).toMatchObject({ result: { outcome: 'covered', reason: 'same_or_later_arrival' } });
  expect(await endedAfter(first)).toHaveLength(1);
});

test('events that come while a run is active cause exactly one run after it', async () => {
  await setFaults(s3Proxy, { kind: 'stall', reads: 1, afterBytes: 10 });
  const { body } = await ask(api, '/trigger-etl', 'POST');
  await vi.waitUntil(async () => (await ask(api, `/runs/${body['runId']}`)).body['state'] === 'running');

  const [first, second] = [await deliver(arrival()), await deliver(arrival())];
  await setFaults(s3Proxy, { kind: 'cut', reads: 0 }); // ends the answer that has stalled

  expect(first).toMatchObject({ result: { outcome: 'started' } });
  expect(second).toMatchObject({ result: { outcome: 'covered', reason: 'queued' } });
  expect(await endedAfter(first)).toHaveLength(2);
});

/** The new runs, once the one has ended that an event has started. */
async function endedAfter(invoked: Invoked): Promise<readonly string[]> {
  const { result } = invoked as { readonly result: { readonly runId: string } };
  await endOf(api, result.runId);
  return await newRuns();
}
