import { copyFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DagRun } from '../../../lib/clients/airflow.ts';
import { connectPostgres, type Database } from '../../../lib/clients/postgres.ts';
import { type Config, readConfig } from '../../../lib/config.ts';
import { features as declared } from '../../../lib/features.ts';
import { createLogger, type Logger } from '../../../lib/logger.ts';
import type { Model } from '../../../lib/model/model.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { migrate } from '../../../lib/store/schema/migrate.ts';
import { newFolder } from '../../support/new-folder.ts';
import { freshDatabase } from '../database.ts';

/** The sample of data/, by which the tests that need no other input go. */
export const SAMPLE_DIR = join(import.meta.dirname, '../../../data');

export const QUEUED_AT = new Date('2026-01-01T12:00:00Z');

/** What is in the files, by their names without `.csv`. */
export type Files<Name extends string = 'users' | 'user_experiments' | 'compounds'> = Partial<
  Record<Name, string | Buffer>
>;

/** A database and a data directory of one's own, and the steps as the DAG would call them. */
export type Workbench = Awaited<ReturnType<typeof makeWorkbench>>;

export interface WorkbenchOptions {
  /** What is read and derived; unless told, what this code declares. */
  readonly model?: Model;
  /** Makes the tables, as the owner; unless told they are those of this code, as scripts/bootstrap.ts makes them. */
  readonly prepare?: (database: Database) => Promise<unknown>;
}

/** Makes one with the sample in its data directory. Call `remove` in the end. */
export async function makeWorkbench(options: WorkbenchOptions = {}) {
  const place = await freshDatabase();
  const { path: directory, remove: removeDirectory } = newFolder();
  const connections: Database[] = [];
  const connect = () => {
    const database = connectPostgres(place.ownerUrl, { statementTimeoutMs: 60_000 });
    connections.push(database);
    return database;
  };
  const config: Config = readConfig({
    DATABASE_URL: place.ownerUrl,
    DATABASE_READ_URL: place.readerUrl,
    UPSTASH_REDIS_REST_URL: 'http://127.0.0.1:1',
    UPSTASH_REDIS_REST_TOKEN: 'none',
    AIRFLOW_URL: 'http://127.0.0.1:1',
    AIRFLOW_USERNAME: 'none',
    AIRFLOW_PASSWORD: 'none',
    ETL_DATA_DIR: directory,
  });
  const dagRuns = new Map<string, DagRun>();
  const dependencies = (changes: { model?: Model; config?: Partial<Config>; logger?: Logger } = {}) => ({
    database: connect(),
    progressDatabase: connect(),
    config: { ...config, ...changes.config },
    model: changes.model ?? options.model ?? declared,
    logger: changes.logger ?? createLogger({ level: 'silent' }),
    airflow: { findRun: async (runId: string) => dagRuns.get(runId) },
    // As long tables are filled.
    copiedFrom: 0,
  });

  const bench = {
    ...place,
    config,
    directory,
    dagRuns,
    dependencies,
    /** A connection as the owner, to look with. */
    look: connect(),
    write<Name extends string>(files: Files<Name>) {
      for (const [file, content] of Object.entries(files)) {
        writeFileSync(join(directory, `${file}.csv`), content as string | Buffer);
      }
    },
    /** Removes all files from the data directory. */
    clear() {
      for (const file of readdirSync(directory)) {
        rmSync(join(directory, file));
      }
    },
    async plan(runId: string, conf: unknown = {}, changes = {}) {
      return await plan({ runId, queuedAt: QUEUED_AT, conf }, dependencies(changes));
    },
    /** The whole run, as the DAG does it. */
    async run(runId: string, conf: unknown = {}, changes = {}) {
      const with_ = dependencies(changes);
      const { parts } = await plan({ runId, queuedAt: QUEUED_AT, conf }, with_);
      for (const part of parts) {
        await load(part, with_);
      }
      return await publish({ runId }, with_);
    },
    async table(): Promise<Record<string, unknown>[]> {
      const { table, entity } = options.model ?? declared;
      return [...(await bench.look.unsafe(`SELECT * FROM "${table}" ORDER BY "${entity.key.name}"`))];
    },
    async remove() {
      await Promise.all(connections.map((connection) => connection.end()));
      await place.drop();
      removeDirectory();
    },
  };
  for (const file of ['users', 'user_experiments', 'compounds']) {
    copyFileSync(join(SAMPLE_DIR, `${file}.csv`), join(directory, `${file}.csv`));
  }
  await (options.prepare ?? ((database) => migrate(database)))(bench.look);
  return bench;
}
