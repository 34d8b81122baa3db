import * as z from 'zod/mini';

const rule =
  'must be the name of an environment of Amazon MWAA: a letter, then at most 79 letters, digits, "-" and "_"';

/** The name of an environment, as the service takes it. */
export const mwaaEnvironment = z.string().check(z.regex(/^[a-z][\w-]{0,79}$/i, rule));

/** An Airflow at an address, and the user that we log in as: what belongs together where MWAA_ENVIRONMENT is not set. */
const LOGIN = ['AIRFLOW_URL', 'AIRFLOW_USERNAME', 'AIRFLOW_PASSWORD'] as const;

/** What is wrong with the settings that name an Airflow, taken together: it has to be exactly one. */
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
