/** One step of bench/data/publish.ts: publish-step.ts plan RUN -, load RUN PART, publish RUN -; and then `lists`, or nothing. Prints JSON. */
import { model } from '../../lib/chosen-model.ts';
import { connectPostgres } from '../../lib/clients/postgres.ts';
import { readConfig } from '../../lib/config.ts';
import { createLogger } from '../../lib/logger.ts';
import { load } from '../../lib/pipeline/load/load.ts';
import { plan } from '../../lib/pipeline/plan/plan.ts';
import { publish } from '../../lib/pipeline/publish/publish.ts';
import { listModel } from './model.ts';

const [step = '', runId = '', part = '0', mode] = process.argv.slice(2);
const config = readConfig({
  DATABASE_READ_URL: process.env['DATABASE_URL'],
  UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:1',
  UPSTASH_REDIS_REST_TOKEN: 'none',
  AIRFLOW_URL: 'http://127.0.0.1:1',
  AIRFLOW_USERNAME: 'none',
  AIRFLOW_PASSWORD: 'none',
  ...process.env,
});
const connect = () => connectPostgres(config.DATABASE_URL, { statementTimeoutMs: 600_000 });
const [database, progressDatabase] = [connect(), connect()];
const dependencies = {
  database,
  progressDatabase,
  config,
  model: mode === 'lists' ? listModel : model,
  logger: createLogger({ level: 'silent' }),
  airflow: { findRun: () => Promise.resolve(undefined) },
};
// Sockets of the database keep no process alive.
const alive = setInterval(() => undefined, 60_000);
const startedAt = performance.now();
let result = {};
if (step === 'plan') {
  const planned = await plan({ runId, queuedAt: new Date(), conf: { asOf: '2024-01-01' } }, dependencies);
  result = { parts: planned.parts.length };
} else if (step === 'load') {
  await load({ runId, part: Number(part) }, dependencies);
} else {
  const { inserted, unchanged, rejected } = await publish({ runId }, dependencies);
  result = { inserted, unchanged, rejected };
}
const ms = Math.round(performance.now() - startedAt);
console.log(JSON.stringify({ ms, rss: Math.round(process.resourceUsage().maxRSS / 1024), ...result }));
await Promise.all([database.end(), progressDatabase.end()]);
clearInterval(alive);
