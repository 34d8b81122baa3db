import * as z from 'zod/mini';
import { airflowProblems, mwaaEnvironment } from './airflow-settings.ts';
import { calendarDate } from './calendar.ts';
import { ConfigError } from './errors.ts';
import { LOG_LEVELS } from './logger.ts';

// zod/mini carries no texts of its own (they would double the bundle), so each check brings its own.
const address = z.string('must be set');
const ratio = z.coerce.number('must be a number').check(z.gte(0, 'must be >= 0'), z.lte(1, 'must be <= 1'));
const whole = (from: number, to = Number.MAX_SAFE_INTEGER) => {
  const range = `must be a whole number from ${from} to ${to}`;
  return z.coerce.number(range).check(z.int(range), z.gte(from, range), z.lte(to, range));
};

/** A link to anything else may be a program of its own: `javascript:…`. */
function isWebAddress(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text);
}

/** A location is recorded with each run and shown: it must have no secret in it. */
const hasNoCredentials = (location: string): boolean => !/^s3:\/\/[^/]*@/i.test(location);
const WITHOUT_CREDENTIALS =
  'must be s3://bucket/prefix, without credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY';

const inputSettings = {
  ETL_DATA_DIR: z._default(z.string().check(z.refine(hasNoCredentials, WITHOUT_CREDENTIALS)), 'data'),
  ETL_MAX_REJECT_RATIO: z._default(ratio, 0.1),
  ETL_MAX_AGGREGATE_BYTES: z._default(whole(1024 * 1024), 1024 * 1024 * 1024),
  ETL_MAX_RECORD_BYTES: z._default(whole(1024, 64 * 1024 * 1024), 1024 * 1024),
  ETL_PART_BYTES: z._default(whole(1024), 256 * 1024 * 1024),
  ETL_AS_OF: z.optional(calendarDate('must be a date YYYY-MM-DD')),
};

const schema = z.object({
  ...inputSettings,
  DATABASE_URL: address,
  DATABASE_READ_URL: address,
  UPSTASH_REDIS_REST_URL: z.optional(z.string()),
  UPSTASH_REDIS_REST_TOKEN: z.optional(z.string()),
  AIRFLOW_URL: z.optional(z.string()),
  AIRFLOW_USERNAME: z.optional(z.string()),
  AIRFLOW_PASSWORD: z.optional(z.string()),
  MWAA_ENVIRONMENT: z.optional(mwaaEnvironment),
  API_KEY: z.optional(z.string()),
  LOG_LEVEL: z._default(z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(', ')}`), 'info'),
  ETL_MAX_DELETE_RATIO: z._default(ratio, 0.5),
  ETL_TRIGGER_COOLDOWN_S: z._default(whole(0, 86_400), 10),
  ETL_KEEP_RUNS: z._default(whole(1), 100),
  ETL_ARRIVAL_OBJECT: z._default(z.string(), '_SUCCESS'),
  ETL_LOGS: z.optional(z.string()),
  AIRFLOW_UI_URL: z.optional(z.string().check(z.refine(isWebAddress, 'must begin with http:// or https://'))),
});

/** Every setting, validated; names are those of the environment variables (.env.example explains them). */
export type Config = Readonly<z.infer<typeof schema>>;

/** The settings of what is read and how, which need no service. */
export type InputConfig = Pick<Config, keyof typeof inputSettings>;

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings out of an environment. A variable that is set to nothing counts as not set, since that
 * is what serverless.yml and Compose pass on for a variable that is missing.
 *
 * @throws ConfigError naming every missing and every unusable variable at once, without their values.
 */
export function readConfig(environment: Environment): Config {
  return validated(schema, environment, problemsTogether);
}

/**
 * Reads only the settings that reading the files takes.
 *
 * @throws ConfigError as readConfig does
 */
export function readInputConfig(environment: Environment): InputConfig {
  return validated(z.object(inputSettings), environment);
}

/** @param problemsOf what is wrong with settings together, each of which may be right */
function validated<S extends z.ZodMiniType>(
  shape: S,
  environment: Environment,
  problemsOf: (given: Environment) => string[] = () => [],
): z.output<S> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = shape.safeParse(given);
  const together = problemsOf(given);
  if (result.success && together.length === 0) {
    return result.data;
  }

  const alone = (result.error?.issues ?? []).map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined ? `${name} is missing` : `${name} is invalid: it ${issue.message}`;
  });
  const problems = [...alone, ...together];
  throw new ConfigError(`settings: ${[...new Set(problems)].sort().join('; ')}`);
}

/** What is wrong with settings together, each of which may be right. */
function problemsTogether(given: Environment): string[] {
  return [...airflowProblems(given), ...halfOf(given, 'UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN')];
}

/** What is wrong with two settings of which only one is set. */
function halfOf(given: Environment, one: string, other: string): string[] {
  if ((given[one] === undefined) === (given[other] === undefined)) {
    return [];
  }
  const [set, missing] = given[one] === undefined ? [other, one] : [one, other];
  return [`${missing} is missing, but ${set} is set: set both, or neither`];
}

let memoised: Config | undefined;

/**
 * The settings of this process: read at the first call, which is at cold start, then kept.
 *
 * @throws ConfigError as readConfig does; an error is not kept, so it names the same variables every time.
 */
export function config(): Config {
  memoised ??= readConfig(process.env);
  return memoised;
}
