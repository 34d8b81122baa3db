/** A setting of a stage on AWS, as aws/stages.yml or `--param` gives it. */
export interface Setting {
  /** What it is, for people: it completes the sentence "NAME: …". */
  readonly what: string;
  /** A value that could stand in aws/stages.yml. */
  readonly example: string;
  /** What a usable value looks like. */
  readonly form?: RegExp;
  /** `always`: without it there is no package. `secret` values are references to a secret, never the secret itself. */
  readonly required?: 'always';
  readonly secret?: true;
}

const SUBNETS = /^subnet-[0-9a-f]+(\s*,\s*subnet-[0-9a-f]+)*$/;
const SECURITY_GROUPS = /^sg-[0-9a-f]+(\s*,\s*sg-[0-9a-f]+)*$/;
const WHOLE = /^\d+$/;
const WEB_ADDRESS = /^https?:\/\/\S+$/;

/** A reference that CloudFormation resolves while it deploys: the template has the name of the secret, not its value. */
const reference = (name: string) => `'{{resolve:secretsmanager:etl-pipeline/STAGE:SecretString:${name}}}'`;

/** The settings that a stage on AWS has to have. */
const REQUIRED: Readonly<Record<string, Setting>> = {
  DATABASE_URL: {
    what: 'the address of PostgreSQL for the role etl_owner',
    example: reference('DATABASE_URL'),
    required: 'always',
    secret: true,
  },
  DATABASE_READ_URL: {
    what: 'the address of PostgreSQL for the role etl_reader',
    example: reference('DATABASE_READ_URL'),
    required: 'always',
    secret: true,
  },
  API_KEY: {
    what: 'the key that every request must have: the API is on the internet',
    example: reference('API_KEY'),
    required: 'always',
    secret: true,
  },
  ETL_DATA_DIR: {
    what: 'the bucket and the prefix of the input files',
    example: 's3://my-bucket/input',
    form: /^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[^*?\s]*)?$/,
    required: 'always',
  },
  VPC_SUBNETS: {
    what: 'the subnets from which functions reach the database and Airflow, separated by commas',
    example: 'subnet-0a1b2c3d4e5f60718,subnet-0b2c3d4e5f6071829',
    form: SUBNETS,
    required: 'always',
  },
  VPC_SECURITY_GROUPS: {
    what: 'the security groups of the functions in these subnets, separated by commas',
    example: 'sg-0c3d4e5f60718293a',
    form: SECURITY_GROUPS,
    required: 'always',
  },
};

/** Where Airflow is: an environment of MWAA, or an address with a user (aws/plugin/problems.ts: one of the two). */
const AIRFLOW: Readonly<Record<string, Setting>> = {
  MWAA_ENVIRONMENT: {
    what: 'the name of the environment of Amazon MWAA that runs the DAG',
    example: 'my-airflow',
    form: /^[A-Za-z][\w-]*$/,
  },
  AIRFLOW_URL: {
    what: 'the address of your own Airflow',
    example: 'https://airflow.example.com',
    form: WEB_ADDRESS,
  },
  AIRFLOW_USERNAME: { what: 'the user of your own Airflow', example: 'etl' },
  AIRFLOW_PASSWORD: {
    what: 'the password of that user',
    example: reference('AIRFLOW_PASSWORD'),
    secret: true,
  },
};

/** Redis is optional: both of them, or neither. */
const REDIS: Readonly<Record<string, Setting>> = {
  UPSTASH_REDIS_REST_URL: {
    what: 'the REST address of Redis',
    example: 'https://my-db.upstash.io',
    form: WEB_ADDRESS,
  },
  UPSTASH_REDIS_REST_TOKEN: {
    what: 'the token of Redis',
    example: reference('UPSTASH_REDIS_REST_TOKEN'),
    secret: true,
  },
};

/** What the handlers have defaults for; lib/config.ts checks these values. */
const OF_HANDLERS = [
  'LOG_LEVEL',
  'ETL_ARRIVAL_OBJECT',
  'ETL_AS_OF',
  'ETL_MAX_REJECT_RATIO',
  'ETL_PART_BYTES',
  'ETL_MAX_DELETE_RATIO',
  'ETL_MAX_AGGREGATE_BYTES',
  'ETL_MAX_RECORD_BYTES',
  'ETL_TRIGGER_COOLDOWN_S',
  'ETL_KEEP_RUNS',
  'ETL_LOGS',
  'AIRFLOW_UI_URL',
  'AWS_ENDPOINT_URL_S3',
  'AWS_ENDPOINT_URL_MWAA',
];

/** What only the deployment needs; aws/stages.yml has the defaults. */
const OF_DEPLOYMENT: Readonly<Record<string, Setting>> = {
  REGION: { what: 'the region to deploy to', example: 'eu-central-1', form: /^[a-z]{2}(-[a-z]+)+-\d$/ },
  LOG_RETENTION_DAYS: { what: 'the days for which log lines are kept', example: '30', form: WHOLE },
  LOAD_CONCURRENCY: { what: 'how many calls of load may run at the same time', example: '8', form: WHOLE },
  API_REQUESTS_PER_S: { what: 'how many requests a second the API lets through', example: '50', form: WHOLE },
  API_BURST: { what: 'how many requests it lets through at once', example: '100', form: WHOLE },
  ARRIVAL: {
    what: 'whether an object that arrives in the bucket starts a run',
    example: 'ENABLED',
    form: /^(EN|DIS)ABLED$/,
  },
};

/** Every setting of a stage on AWS, by its name. Those of the handlers have the names of their environment variables. */
export const SETTINGS: Readonly<Record<string, Setting>> = {
  ...REQUIRED,
  ...AIRFLOW,
  ...REDIS,
  ...Object.fromEntries(OF_HANDLERS.map((name) => [name, { what: 'see .env.example', example: '' }])),
  ...OF_DEPLOYMENT,
};

/** A value of a setting that could stand in aws/stages.yml, in the section of a stage. */
export const exampleOf = (name: string, stage: string): string =>
  (SETTINGS[name]?.example ?? '').replace('STAGE', stage);
