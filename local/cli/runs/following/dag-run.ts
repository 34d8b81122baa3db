import type { Addresses } from '../../../stack/addresses.ts';

/** A DAG run as Airflow tells it. */
export interface DagRun {
  readonly state: string;
  /** When it was queued, as the DAG tells its steps. */
  readonly queuedAt: Date;
}

/**
 * Asks Airflow itself for a DAG run: for what our API does not know, and for the time when it does not answer.
 *
 * @throws when Airflow doesn't answer either
 */
export function dagRunReader({ airflow }: Pick<Addresses, 'airflow'>, runId: string): () => Promise<DagRun> {
  const url = `${airflow.url}/api/v2/dags/etl_pipeline/dagRuns/${encodeURIComponent(runId)}`;
  let token: Promise<string> | undefined;
  return async () => {
    // Asked for once, and not before it is needed.
    token ??= logIn(airflow);
    const response = await fetch(url, { headers: { authorization: `Bearer ${await token}` } });
    const { state, run_after } = (await response.json()) as { state: string; run_after: string };
    return { state, queuedAt: new Date(run_after) };
  };
}

/**
 * The ids of the DAG runs that are running or queued, the one that is running first. Airflow is asked, since a queued run is on
 * no record of ours.
 *
 * @throws when Airflow doesn't answer
 */
export async function activeRunIds({ airflow }: Pick<Addresses, 'airflow'>): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${await logIn(airflow)}` };
  const url = `${airflow.url}/api/v2/dags/etl_pipeline/dagRuns?state=running&state=queued&order_by=id`;
  const response = await fetch(url, { headers });
  const { dag_runs: runs } = (await response.json()) as {
    readonly dag_runs: readonly { readonly dag_run_id: string; readonly state: string }[];
  };
  const ofState = (wanted: string) => runs.filter(({ state }) => state === wanted);
  return [...ofState('running'), ...ofState('queued')].map((run) => run.dag_run_id);
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
