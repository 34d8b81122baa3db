import type { Addresses } from '../stack/addresses.ts';

/**
 * Asks Airflow itself for the state of a DAG run: for the time when our API does not know or does not answer.
 *
 * @throws when Airflow doesn't answer either
 */
export function dagRunState({ airflow }: Pick<Addresses, 'airflow'>, runId: string): () => Promise<string> {
  const url = `${airflow.url}/api/v2/dags/etl_pipeline/dagRuns/${encodeURIComponent(runId)}`;
  let token: Promise<string> | undefined;
  return async () => {
    // Asked for once, and not before it is needed.
    token ??= logIn(airflow);
    const response = await fetch(url, { headers: { authorization: `Bearer ${await token}` } });
    const { state } = (await response.json()) as { state: string };
    return state;
  };
}

async function logIn({ url, username, password }: Addresses['airflow']): Promise<string> {
  const login = await fetch(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  const { access_token } = (await login.json()) as { access_token: string };
  return access_token;
}
