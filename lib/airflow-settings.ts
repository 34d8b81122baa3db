import * as z from 'zod/mini';

const rule =
  'must be the name of an environment of Amazon MWAA: a letter, then at most 79 letters, digits, "-" and "_"';

/** Airflow at an address, with the user that we log in as; or an environment of Amazon MWAA, which needs none of these. */
export const airflowSettings = {
  AIRFLOW_URL: z.optional(z.string()),
  AIRFLOW_USERNAME: z.optional(z.string()),
  AIRFLOW_PASSWORD: z.optional(z.string()),
  MWAA_ENVIRONMENT: z.optional(z.string().check(z.regex(/^[a-z][\w-]{0,79}$/i, rule))),
};

/** What belongs together where MWAA_ENVIRONMENT is not set. */
const LOGIN = ['AIRFLOW_URL', 'AIRFLOW_USERNAME', 'AIRFLOW_PASSWORD'] as const;

/** What is wrong with these settings together: exactly one Airflow has to be named. */
export function airflowProblems(given: Readonly<Record<string, string | undefined>>): string[] {
  const missing = LOGIN.filter((name) => given[name] === undefined);
  if (given['MWAA_ENVIRONMENT'] !== undefined) {
    return given['AIRFLOW_URL'] === undefined
      ? []
      : ['AIRFLOW_URL and MWAA_ENVIRONMENT are both set: keep the one of the Airflow that runs the DAG'];
  }
  return missing.length === LOGIN.length
    ? [`${LOGIN.join(', ')} are missing, or MWAA_ENVIRONMENT for an Airflow on Amazon MWAA`]
    : missing.map((name) => `${name} is missing`);
}
