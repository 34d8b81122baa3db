import { expect, test } from 'vitest';
import { DAG, openAirflow } from '../contract/airflow/under-test.ts';

const airflow = await openAirflow();

/** As many as 100 triggers send at first, and six times what Airflow's pool has connections for. */
const REQUESTS = 300;

test('of more requests at once than there are connections to its database, Airflow answers each', async () => {
  const login = await airflow.api('POST', '/auth/token', {
    body: { username: airflow.username, password: airflow.password },
    token: null,
  });
  const { access_token: token } = login.body as { access_token: string };

  const answers = await Promise.all(
    Array.from({ length: REQUESTS }, () => airflow.api('GET', DAG, { token })),
  );

  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
});
