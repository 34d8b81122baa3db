/**
 * Plans, loads and publishes a file of events on a PostgreSQL of its own, each step in a process of its own, as Lambdas do:
 * publish.ts FILE [part bytes] [rounds] [lists]. With `lists`, the compounds of each user are counted as well. Prints as JSON the time of each step, and the peak of the resident set of the largest load and
 * of publish.
 */
import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { connectPostgres } from '../../lib/clients/postgres.ts';
import { bootstrapDatabase } from '../../lib/store/schema/bootstrap.ts';
import { startPostgres } from '../../local/postgres/start-postgres.ts';
import { freePort } from '../../tests/free-port.ts';
import { makeRunDirectory, removeRunDirectory } from '../../tests/integration/run-directory.ts';
import { generateUsersAndCompounds } from './generate.ts';

const [path = '', partBytes = String(256 * 1024 * 1024), rounds = '2', ...mode] = process.argv.slice(2);
const folder = `${path}.${process.pid}`;
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
generateUsersAndCompounds(folder, 100_000);
linkSync(path, join(folder, 'user_experiments.csv'));
const stateDir = await makeRunDirectory(0o755);
const server = await startPostgres({ stateDir, port: await freePort() });
try {
  const { owner, reader } = server.passwords;
  const admin = connectPostgres(server.adminUrl, { statementTimeoutMs: 60_000 });
  await bootstrapDatabase(admin, { ownerPassword: owner, readerPassword: reader, database: 'etl_pipeline' });
  await admin.end();
  const url = new URL(server.adminUrl);
  [url.username, url.password] = ['etl_owner', owner];
  const env = { ...process.env, DATABASE_URL: url.href, ETL_DATA_DIR: folder, ETL_PART_BYTES: partBytes };
  const step = (...args: string[]) => {
    const script = join(import.meta.dirname, 'publish-step.ts');
    const all = [script, ...args, ...mode];
    return JSON.parse(execFileSync(process.execPath, all, { env, encoding: 'utf8' }));
  };
  for (let round = 0; round < Number(rounds); round++) {
    const planned = step('plan', `etl-${round}`, '-');
    const loads = [];
    for (let part = 0; part < planned.parts; part++) {
      loads.push(step('load', `etl-${round}`, String(part)));
    }
    const published = step('publish', `etl-${round}`, '-');
    const load = {
      ms: loads.reduce((sum, { ms }) => sum + ms, 0),
      rss: Math.max(...loads.map(({ rss }) => rss)),
    };
    console.log(JSON.stringify({ plan: planned, load, publish: published }));
  }
} finally {
  await server.stop();
  await removeRunDirectory(stateDir);
  rmSync(folder, { recursive: true, force: true });
}
