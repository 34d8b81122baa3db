import { type AirflowClient, connectAirflow, connectMwaa } from '../clients/airflow.ts';
import type { Budget } from '../time-limits/budget.ts';
import { once, type Provider } from './provider.ts';

/** The Airflow that runs the DAG etl_pipeline, for a step: the environment of MWAA that is named, else the one at AIRFLOW_URL. */
export const airflow = once(({ MWAA_ENVIRONMENT, ...config }) => {
  // Where no environment is named, readConfig has refused to go on without these three.
  const { AIRFLOW_URL: url = '', AIRFLOW_USERNAME: username = '', AIRFLOW_PASSWORD: password = '' } = config;
  return MWAA_ENVIRONMENT === undefined
    ? connectAirflow({ url, username, password })
    : connectMwaa({ name: MWAA_ENVIRONMENT, environment: process.env });
});

/** The same for a request, which waits for it no longer than its budget lasts. */
export const requestAirflow: Provider<AirflowClient, [Budget]> = (config, budget) =>
  airflow(config).within(budget);
