/*
 * Loaded into every process of a stack by NODE_OPTIONS. The emulators of Redis and Airflow listen inside the supervisor, which
 * tells the API server where; only there are the addresses replaced, so that the handlers, and nobody else, meet the proxies.
 */
const { CHAOS_AIRFLOW_URL, CHAOS_REDIS_URL } = process.env;
if (process.argv[1]?.endsWith('serverless/bin/serverless.js') && CHAOS_AIRFLOW_URL && CHAOS_REDIS_URL) {
  process.env.AIRFLOW_URL = CHAOS_AIRFLOW_URL;
  process.env.UPSTASH_REDIS_REST_URL = CHAOS_REDIS_URL;
}
