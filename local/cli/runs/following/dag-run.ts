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
    const headers = { authorization: `Bearer ${await token}` };
    const { state, run_after } = await jsonOf<{ state: string; run_after: string }>(url, { headers });
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
  const { dag_runs: runs } = await jsonOf<{
    readonly dag_runs: readonly { readonly dag_run_id: string; readonly state: string }[];
  }>(url, { headers });
  const ofState = (wanted: string) => runs.filter(({ state }) => state === wanted);
  return [...ofState('running'), ...ofState('queued')].map((run) => run.dag_run_id);
}

async function logIn({ url, username, password }: Addresses['airflow']): Promise<string> {
  const { access_token } = await jsonOf<{ readonly access_token: string }>(`${url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password }),
  });
  return access_token;
}

/** Milliseconds within which Airflow must answer. */
const TIMEOUT_MS = 10_000;

async function jsonOf<T>(url: string, init: RequestInit): Promise<T> {
  const response = await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) {
    throw new Error(`Airflow answered ${response.status}: ./run.sh status says what is running.`);
  }
  return (await response.json()) as T;
}
