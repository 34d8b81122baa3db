/**
 * For unit tests: whatever settings the caller's environment has, such as ETL_MODEL (tests/run.ts sets it), tests see none, so that they
 * come to the same under `./run.sh test`, under vitest alone, and on every machine.
 */
for (const name of Object.keys(process.env)) {
  if (/^(ETL|API|AIRFLOW|UPSTASH|AWS|DATABASE)_/.test(name)) {
    delete process.env[name];
  }
}
