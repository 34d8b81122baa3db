/**
 * Loads the users of ETL_DATA_DIR into the stage, as the step `load` does, each part in a process of its own and all at once, as
 * Lambdas do: ours-users.ts. Plan and the start of the processes are not measured. Prints JSON. (It starts itself as
 * ours-users.ts RUN PART.)
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { model } from '../../../lib/chosen-model.ts';
import { connectPostgres } from '../../../lib/clients/postgres.ts';
import { readConfig } from '../../../lib/config.ts';
import { createLogger } from '../../../lib/logger.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { fail } from '../../../lib/pipeline/runs/fail.ts';
import { staged } from '../../../lib/store/derivation/stage/staged-rows.ts';
import { partsOf } from '../../../lib/store/runs/parts.ts';

const config = readConfig(process.env);
const connect = () => connectPostgres(config.DATABASE_URL, { statementTimeoutMs: 600_000 });
const [database, progressDatabase] = [connect(), connect()];
const dependencies = {
  database,
  progressDatabase,
  config,
  model,
  logger: createLogger({ level: 'silent' }),
  airflow: { findRun: () => Promise.resolve(undefined) },
};
// Sockets of the database keep no process alive.
const alive = setInterval(() => undefined, 60_000);
const [runId, part] = process.argv.slice(2);
if (runId !== undefined) {
  await database`SELECT 1`;
  process.send?.('ready');
  await once(process, 'message');
  await load({ runId, part: Number(part) }, dependencies);
  process.send?.(Math.round(process.resourceUsage().maxRSS / 1024));
} else {
  console.log(JSON.stringify(await loadAll(`bench-${process.pid}-${Date.now()}`)));
}
process.disconnect?.();
await Promise.all([database.end(), progressDatabase.end()]);
clearInterval(alive);

async function loadAll(run: string) {
  await plan({ runId: run, queuedAt: new Date(), conf: { asOf: '2026-01-01' } }, dependencies);
  const parts = (await partsOf(database, run)).filter(({ input }) => input === model.entity.name);
  const loaders = parts.map(({ part: number }) => fork(import.meta.filename, [run, String(number)]));
  await Promise.all(loaders.map((loader) => once(loader, 'message')));
  const startedAt = performance.now();
  const peaks = await Promise.all(loaders.map(loaded));
  const ms = Math.round(performance.now() - startedAt);
  const { rows } = await staged(database, run);
  await fail({ runId: run, reason: 'measured' }, dependencies);
  return { ms, rss: Math.max(...peaks), rows, users: rows, total: 0 };
}

/** Lets it load, and gives its peak in MB. @throws Error when it ends without having loaded */
async function loaded(loader: ChildProcess): Promise<number> {
  loader.send('go');
  const [message] = await Promise.race([once(loader, 'message'), once(loader, 'exit')]);
  if (loader.exitCode !== null) {
    throw new Error('a part was not loaded');
  }
  return Number(message);
}
