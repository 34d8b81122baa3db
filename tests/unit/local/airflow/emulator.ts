import { onTestFinished } from 'vitest';
import { type AirflowClient, connectAirflow } from '../../../../lib/clients/airflow.ts';
import {
  type AirflowEmulator,
  type AirflowEmulatorOptions,
  startAirflow,
} from '../../../../local/airflow/start.ts';
import { type Dialect, type FakeLambda, type StepHandler, startFakeLambda } from './fake-lambda.ts';

export const login = { username: 'airflow', password: 'a password for tests' };

/** An emulator on a free port with fast retries, and its client; both end with the test. */
export async function emulate(
  lambda: { endpoint: string; functionPrefix: string },
  options: Partial<AirflowEmulatorOptions> = {},
): Promise<{ airflow: AirflowEmulator; client: AirflowClient }> {
  const airflow = await startAirflow({ port: 0, retryDelayMs: 1, ...login, lambda, ...options });
  onTestFinished(() => airflow.close());
  return { airflow, client: connectAirflow({ url: airflow.url, ...login, timeoutMs: 15_000 }) };
}

/** A fake Lambda server that ends with the test. */
export async function fakeLambda(steps: Record<string, StepHandler>, dialect?: Dialect): Promise<FakeLambda> {
  const lambda = await startFakeLambda(steps, dialect ? { dialect } : {});
  onTestFinished(() => lambda.close());
  return lambda;
}
