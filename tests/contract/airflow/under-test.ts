import { env } from 'node:process';
import { type AirflowClient, connectAirflow } from '../../../lib/clients/airflow.ts';
import { type AirflowEmulator, startAirflow } from '../../../local/airflow/start.ts';
import {
  type FakeLambda,
  type StepHandler,
  startFakeLambda,
  workingSteps,
} from '../../unit/local/airflow/fake-lambda.ts';

export const DAG = '/api/v2/dags/etl_pipeline';

const real = {
  url: env['CONTRACT_AIRFLOW_URL'] ?? '',
  username: env['CONTRACT_AIRFLOW_USERNAME'] ?? '',
  password: env['CONTRACT_AIRFLOW_PASSWORD'] ?? '',
};

/**
 * Whether the contract is held against a real Airflow that is up, instead of the emulator. Its DAG is paused
 * for a while, and its runs of other names are left alone. What only the emulator can be made to do is skipped.
 */
export const isReal = Object.values(real).every((setting) => setting !== '');

/** Whether that is the oldest one that we support, 3.0.6, of which tests/oldest-airflow says how it differs. */
export const isOldest = env['CONTRACT_AIRFLOW_VERSION'] === '3.0.6';

export interface RawAnswer {
  status: number;
  body: unknown;
}

export interface AirflowUnderTest {
  url: string;
  username: string;
  password: string;
  client: AirflowClient;
  /** One HTTP request; with a fresh token unless another one, or null for none, is given. */
  api(method: string, path: string, content?: { body?: unknown; token?: string | null }): Promise<RawAnswer>;
  /** Pauses the DAG, or ends that, as any client of Airflow's would. */
  pause(paused: boolean): Promise<void>;
  close(): Promise<void>;
}

export interface EmulatorUnderTest extends AirflowUnderTest {
  emulator: AirflowEmulator;
  lambda: FakeLambda;
}

/** The real Airflow when one is named, otherwise an emulator with Lambdas that all succeed. */
export async function openAirflow(): Promise<AirflowUnderTest> {
  return isReal ? open(real, async () => undefined) : await openEmulator();
}

/** An emulator, for what a real Airflow cannot be made to do. */
export async function openEmulator(
  steps: Record<string, StepHandler> = workingSteps(2),
  now?: () => Date,
): Promise<EmulatorUnderTest> {
  const lambda = await startFakeLambda(steps);
  const login = { username: 'airflow', password: 'a password for tests' };
  const emulator = await startAirflow({
    port: 0,
    ...login,
    lambda,
    retryDelayMs: 1,
    ...(now ? { now } : {}),
  });
  const close = async () => {
    await emulator.close();
    await lambda.close();
  };
  return { ...open({ url: emulator.url, ...login }, close), emulator, lambda };
}

function open(
  address: { url: string; username: string; password: string },
  close: () => Promise<void>,
): AirflowUnderTest {
  const { username, password } = address;
  const url = address.url.replace(/\/+$/, '');

  const api: AirflowUnderTest['api'] = async (method, path, content = {}) => {
    const token = content.token === undefined ? await logIn(url, username, password) : content.token;
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(content.body === undefined ? {} : { body: JSON.stringify(content.body) }),
    });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
  };

  return {
    url,
    username,
    password,
    client: connectAirflow({ ...address, timeoutMs: 30_000 }),
    api,
    async pause(paused) {
      const { status } = await api('PATCH', DAG, { body: { is_paused: paused } });
      if (status !== 200) {
        throw new Error(`PATCH ${DAG} was answered with status ${status}`);
      }
    },
    close,
  };
}

async function logIn(url: string, username: string, password: string): Promise<string> {
  const response = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const { access_token } = (await response.json()) as { access_token: string };
  return access_token;
}
