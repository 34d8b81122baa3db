import type { Budget } from '../budget.ts';
import { type AirflowClient, connectAirflow } from '../clients/airflow.ts';
import { once, type Provider } from './provider.ts';

/** The Airflow that runs the DAG etl_pipeline, for a step. */
export const airflow = once((config) =>
  connectAirflow({
    url: config.AIRFLOW_URL,
    username: config.AIRFLOW_USERNAME,
    password: config.AIRFLOW_PASSWORD,
  }),
);

/** The same for a request, which waits for it no longer than its budget lasts. */
export const requestAirflow: Provider<AirflowClient, [Budget]> = (config, budget) =>
  airflow(config).within(budget);
