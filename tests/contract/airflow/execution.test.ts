import { describe, expect, onTestFinished, test } from 'vitest';
import { RunRunningError } from '../../../lib/clients/airflow.ts';
import type { StepHandler } from '../../unit/local/airflow/fake-lambda.ts';
import { workingSteps } from '../../unit/local/airflow/fake-lambda.ts';
import { isReal, openEmulator } from './under-test.ts';

/**
 * Runs that are carried out. A real Airflow calls real Lambdas, which no test can hold up or make fail:
 * there tests/e2e says whether runs succeed.
 */
describe.runIf(!isReal)('a run that is carried out', () => {
  async function emulatorOf(steps: Record<string, StepHandler>) {
    const emulator = await openEmulator(steps);
    onTestFinished(() => emulator.close());
    return emulator;
  }

  /** Steps whose plan waits to be let go. */
  function heldSteps() {
    const planned = Promise.withResolvers<void>();
    const release = Promise.withResolvers<void>();
    const steps = workingSteps(2);
    const plan: StepHandler = async (event, attempt) => {
      planned.resolve();
      await release.promise;
      return steps['plan']?.(event, attempt);
    };
    return { steps: { ...steps, plan }, planned: planned.promise, release: () => release.resolve() };
  }

  test('is running first, then a success', async () => {
    const { steps, planned, release } = heldSteps();
    const { client, emulator } = await emulatorOf(steps);

    await client.startRun('etl-1', {});
    await planned;
    const during = await client.findRun('etl-1');
    release();
    await emulator.idle();

    expect(during).toMatchObject({ state: 'running', startedAt: expect.any(Date), endedAt: null });
    expect(await client.findRun('etl-1')).toMatchObject({ state: 'success', endedAt: expect.any(Date) });
    expect(await client.activeRuns()).toEqual([]);
  });

  test('has the others wait', async () => {
    const { steps, planned } = heldSteps();
    const { client } = await emulatorOf(steps);

    await client.startRun('etl-1', {});
    await planned;
    await client.startRun('etl-2', {});

    const states = (await client.activeRuns()).map((run) => [run.runId, run.state]);
    expect(states).toEqual([
      ['etl-1', 'running'],
      ['etl-2', 'queued'],
    ]);
  });

  test('has one task instance per part, and before that one of the task itself', async () => {
    const { steps, planned, release } = heldSteps();
    const { client, emulator } = await emulatorOf(steps);

    await client.startRun('etl-1', {});
    await planned;
    const during = await client.taskInstances('etl-1');
    release();
    await emulator.idle();
    const after = await client.taskInstances('etl-1');

    const indexes = (instances: typeof after) =>
      instances.filter((each) => each.taskId === 'load').map((each) => each.mapIndex);
    expect(indexes(during)).toEqual([-1]);
    expect(indexes(after)).toEqual([0, 1]);
  });

  test('cannot be deleted before it has ended', async () => {
    const { steps, planned, release } = heldSteps();
    const { client, emulator } = await emulatorOf(steps);
    await client.startRun('etl-1', {});
    await planned;

    await expect(client.deleteRun('etl-1')).rejects.toThrow(RunRunningError);
    release();
    await emulator.idle();
    await expect(client.deleteRun('etl-1')).resolves.toBeUndefined();
  });

  test('was queued before, and starts when the DAG is not paused any more', async () => {
    const { client, emulator, pause } = await emulatorOf(workingSteps(1));
    await pause(true);
    await client.startRun('etl-1', {});

    await pause(false);
    await emulator.idle();

    expect(await client.findRun('etl-1')).toMatchObject({ state: 'success' });
  });
});
