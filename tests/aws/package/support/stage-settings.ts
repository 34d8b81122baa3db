/** Settings of a stage whose Airflow is MWAA, without Redis, whose files are below a prefix. */
export const WITH_MWAA = {
  ETL_DATA_DIR: 's3://my-bucket/in/put',
  VPC_SUBNETS: 'subnet-0a1b2c3d4e5f60718,subnet-0b2c3d4e5f6071829',
  VPC_SECURITY_GROUPS: 'sg-0c3d4e5f60718293a',
  MWAA_ENVIRONMENT: 'my-airflow',
};

/** Settings of a stage with an Airflow of its own, Redis, a bucket that has nothing but input, in another region. */
export const WITH_OWN_AIRFLOW = {
  ETL_DATA_DIR: 's3://my-other-bucket',
  VPC_SUBNETS: 'subnet-0a1b2c3d4e5f60718',
  VPC_SECURITY_GROUPS: 'sg-0c3d4e5f60718293a',
  AIRFLOW_URL: 'https://airflow.example.com',
  AIRFLOW_USERNAME: 'etl',
  AIRFLOW_PASSWORD: '{{resolve:secretsmanager:etl-pipeline/staging:SecretString:AIRFLOW_PASSWORD}}',
  UPSTASH_REDIS_REST_URL: 'https://db.upstash.io',
  UPSTASH_REDIS_REST_TOKEN:
    '{{resolve:secretsmanager:etl-pipeline/staging:SecretString:UPSTASH_REDIS_REST_TOKEN}}',
  REGION: 'eu-central-1',
  ARRIVAL: 'ENABLED',
};
