import { connectAirflow } from '../clients/airflow.ts';
import { once } from './provider.ts';

/** The Airflow that runs the DAG etl_pipeline. */
export const airflow = once((config) =>
  connectAirflow({
    url: config.AIRFLOW_URL,
    username: config.AIRFLOW_USERNAME,
    password: config.AIRFLOW_PASSWORD,
  }),
);
