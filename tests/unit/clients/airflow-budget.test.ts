import { expect, test } from 'vitest';
import { AirflowUnavailableError, connectAirflow } from '../../../lib/clients/airflow.ts';
import { Budget } from '../../../lib/time-limits/budget.ts';
import { dagRuns, scripted } from './airflow-server.ts';

const credentials = { username: 'trigger', password: 'secret' };
const failureOf = (answer: Promise<unknown>) => answer.catch((error: unknown) => error);

test('a call that Airflow does not answer within the budget is given up, as one that was sent', async () => {
  const server = await scripted(() => undefined);
  const airflow = connectAirflow({ url: server.url, ...credentials });

  const failure = await failureOf(airflow.within(new Budget(300)).startRun('etl-1', {}));

  expect(failure).toEqual(expect.any(AirflowUnavailableError));
  expect(failure).toMatchObject({ timedOut: true });
});

test('a login that is not answered within the budget is given up, and the call is not sent', async () => {
  // Only a login at the root is answered when the script does not.
  const server = await scripted(() => undefined);
  const airflow = connectAirflow({ url: `${server.url}/airflow`, ...credentials });

  const failure = await failureOf(airflow.within(new Budget(300)).startRun('etl-1', {}));

  expect(failure).toMatchObject({ name: 'AirflowUnavailableError', timedOut: false });
  expect(server.received.map((got) => got.url)).toEqual(['/airflow/auth/token']);
});

test('with nothing left of the budget nothing is sent: so no run can have been started', async () => {
  const server = await scripted(({ url }) => (url === '/auth/token' ? undefined : [200, dagRuns()]));
  const airflow = connectAirflow({ url: server.url, ...credentials });
  await airflow.activeRuns();

  const failure = await failureOf(airflow.within(new Budget(0)).startRun('etl-1', {}));

  expect(failure).toMatchObject({ name: 'AirflowUnavailableError', timedOut: false });
  expect(server.calls().map(({ method }) => method)).toEqual(['GET']);
});

test('a renewed login and the call after it have what the first call left of the budget', async () => {
  // The first token is refused, and the call with the second one is not answered any more.
  const server = await scripted(({ url, authorization }) => {
    if (url === '/auth/token') {
      return undefined;
    }
    return authorization === 'Bearer token-1' ? [401, { detail: 'Token Expired' }] : undefined;
  });
  const airflow = connectAirflow({ url: server.url, ...credentials });

  const failure = await failureOf(airflow.within(new Budget(500)).findRun('etl-1'));

  expect(failure).toMatchObject({ name: 'AirflowUnavailableError', timedOut: true });
  expect(server.calls()).toHaveLength(2);
});

test('requests of one instance share the token, whatever their budgets', async () => {
  const server = await scripted(({ url }) => (url === '/auth/token' ? undefined : [200, dagRuns()]));
  const airflow = connectAirflow({ url: server.url, ...credentials });

  await airflow.within(new Budget(10_000)).activeRuns();
  await airflow.within(new Budget(10_000)).activeRuns();

  expect(server.logins()).toHaveLength(1);
});

test('who has less time does not wait longer for a login that another has begun', async () => {
  const server = await scripted(() => undefined);
  const airflow = connectAirflow({ url: `${server.url}/airflow`, ...credentials });
  const patient = failureOf(airflow.within(new Budget(2_000)).activeRuns()).then(() => 'patient');
  const hasty = failureOf(airflow.within(new Budget(100)).activeRuns()).then(() => 'hasty');

  const first = await Promise.race([patient, hasty]);

  expect(first).toBe('hasty');
});
