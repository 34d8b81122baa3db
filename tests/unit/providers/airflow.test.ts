import { expect, onTestFinished, test, vi } from 'vitest';
import { startMwaa } from '../../support/mwaa/server.ts';
import { dagRuns, scripted } from '../clients/airflow-server.ts';
import { freshProcess, REQUIRED_SETTINGS } from '../support/environment.ts';

/** The provider as a fresh instance has it, with these settings. */
async function ofSettings(settings: Readonly<Record<string, string>>) {
  freshProcess(settings);
  const { airflow } = await import('../../../lib/providers/airflow.ts');
  const { readConfig } = await import('../../../lib/config.ts');
  return airflow(readConfig(settings));
}

test('an Airflow at an address is logged in to with the password', async () => {
  const server = await scripted(({ url }) => (url === '/auth/token' ? undefined : [200, dagRuns()]));

  const client = await ofSettings({ ...REQUIRED_SETTINGS, AIRFLOW_URL: server.url });
  await client.activeRuns();

  expect(server.logins().map(({ body }) => body)).toEqual([
    { username: REQUIRED_SETTINGS.AIRFLOW_USERNAME, password: REQUIRED_SETTINGS.AIRFLOW_PASSWORD },
  ]);
});

test('one on MWAA is called as AWS has it, with the credentials of the environment', async () => {
  const mwaa = await startMwaa(() => ({ status: 200, body: dagRuns() }));
  onTestFinished(() => mwaa.close());
  const {
    AIRFLOW_URL: _url,
    AIRFLOW_USERNAME: _name,
    AIRFLOW_PASSWORD: _password,
    ...others
  } = REQUIRED_SETTINGS;

  const client = await ofSettings({ ...others, MWAA_ENVIRONMENT: mwaa.name });
  for (const [name, value] of Object.entries(mwaa.environment)) {
    vi.stubEnv(name, value);
  }
  await client.activeRuns();

  expect(mwaa.calls.map(({ Path }) => Path)).toEqual(['/dags/etl_pipeline/dagRuns']);
});
