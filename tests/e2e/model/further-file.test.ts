import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Contract, type Document } from '../support/contract.ts';
import { type DeviceStack, startDeviceStack } from '../support/device-stack.ts';
import { type Outcome, run } from '../support/project.ts';
import { ask } from '../support/stack.ts';

let devices: DeviceStack;
let etl: Outcome;
let contract: Contract;
beforeAll(async () => {
  devices = await startDeviceStack();
  etl = await inCopy('etl');
  const document = await fetch(`${devices.stack.api}/openapi.json`);
  contract = new Contract((await document.json()) as Document);
});
afterAll(async () => {
  await devices?.close();
});

const inCopy = (...args: string[]) => run(args, devices.place.settings, devices.copy.path);
const get = (path: string) => ask(devices.stack, path, {}, contract);

async function newestRun(): Promise<string> {
  const { body } = await get('/runs?limit=1');
  return (body as { runs: { runId: string }[] }).runs[0]?.runId ?? '';
}

test('what docs/inputs.md says to write is well typed', async () => {
  const { code, stdout } = await inCopy('test', 'types');

  expect([code, stdout]).toEqual([0, expect.stringContaining('2 passed, 0 failed')]);
});

describe('./run.sh etl', () => {
  test('reads the fourth file, and values from the column of another name', () => {
    expect(etl.code, etl.stderr).toBe(0);
    expect(etl.stdout).toContain('13 read, 12 loaded, 1 rejected, 1 warning');
    expect(etl.stdout).toMatch(/^1 +Alice +alice@example\.com +2023-01-01 +365 +3 +20 +10 +40 +2024-01-01$/m);
  });

  test('prints nothing where there is no value', () => {
    expect(etl.stdout).toMatch(/^2 +Bob +bob@example\.com +1 +0 +2024-01-01$/m);
    expect(etl.stdout).toMatch(/^4 +Dave +dave@example\.com +2023-12-31 +1 +0 +0 +2024-01-01$/m);
  });

  test('says what names a row of the fourth file that is not there, and what it has twice', () => {
    expect(etl.stdout).toContain('· devices, device_id · duplicate_id');
    expect(etl.stdout).toContain('devices.csv:4: 01,Rig A again');
    expect(etl.stdout).toContain('· experiments, device_id · unknown_device');
    expect(etl.stdout).toContain('user_experiments.csv:5: "9" in 4,2,1,,9');
  });
});

test('./run.sh check says the same', async () => {
  const { code, stdout } = await inCopy('check');

  expect(code).toBe(0);
  expect(stdout).toContain('experiment_compound_ids, duration, device_id');
  expect(stdout).toContain('5 read, 5 loaded, 0 rejected, 1 warning');
  expect(stdout).toContain('3 read, 2 loaded, 1 rejected, 0 warnings');
  expect(stdout).toContain('1 rejected · an earlier row already has this device_id');
  expect(stdout).toContain('1 warning · device_id names a device that is not in ');
  expect(stdout).toContain('A run would publish this, unless');
});

describe('over HTTP', () => {
  test('a value that is not there is null', async () => {
    const { status, body } = await get('/features');

    expect(status).toBe(200);
    expect(body['features']).toEqual([
      row('1', 'Alice', '2023-01-01', 365, '3', { sum: '40', mean: 20, min: '10' }),
      row('2', 'Bob', null, null, '1', { sum: '0', mean: null, min: null }),
      row('3', 'Carol', '2023-12-31', 1, '1', { sum: '0', mean: 0, min: '0' }),
      row('4', 'Dave', '2023-12-31', 1, '0', { sum: '0', mean: null, min: null }),
    ]);
  });

  test('it is empty in CSV', async () => {
    const { text } = await get('/features?format=csv');

    expect(text.split('\r\n')).toContain('2,Bob,bob@example.com,,,1,,,0,2024-01-01');
  });

  test('rows without a value come last, whichever way they are sorted', async () => {
    const sorted = [await get('/features?sort=mean_run_time'), await get('/features?sort=-mean_run_time')];

    expect(sorted.map(({ body }) => idsOf(body))).toEqual([
      ['3', '1', '2', '4'],
      ['1', '3', '4', '2'],
    ]);
  });

  test('the fourth file is a part like the others', async () => {
    const { body } = await get(`/runs/${await newestRun()}`);

    expect(body['progress']).toMatchObject({
      parts: expect.arrayContaining([
        expect.objectContaining({ input: 'devices', state: 'loaded', rowsRead: 3, rejected: 1 }),
      ]),
    });
  });

  test('rejected rows can be asked for by input', async () => {
    const rejects = `/runs/${await newestRun()}/rejects`;

    const answers = [await get(`${rejects}?input=experiments`), await get(`${rejects}?input=devices`)];

    expect(answers.map(({ body }) => body['rejects'])).toEqual([
      [expect.objectContaining(unknownDevice)],
      [expect.objectContaining({ input: 'devices', line: 4, reason: 'duplicate_id', severity: 'reject' })],
    ]);
  });
});

const unknownDevice = {
  ...{ input: 'experiments', line: 5, column: 'device_id', reason: 'unknown_device' },
  ...{ severity: 'warning', raw: '4,2,1,,9' },
};

/** A row of the table as the API tells it. */
function row(
  user_id: string,
  name: string,
  signup_date: string | null,
  days_since_signup: number | null,
  experiments_count: string,
  { sum, mean, min }: { sum: string; mean: number | null; min: string | null },
) {
  return {
    ...{ user_id, name, email: `${name.toLowerCase()}@example.com`, signup_date },
    ...{ days_since_signup, experiments_count },
    ...{ mean_run_time: mean, shortest_run: min, experiment_run_time: sum, as_of: '2024-01-01' },
  };
}

const idsOf = (body: Readonly<Record<string, unknown>>) =>
  (body as { features: { user_id: string }[] }).features.map(({ user_id }) => user_id);
