import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import type { Bench, Subject } from '../bench.ts';
import { type Contender, measure, program, type Result } from '../measure.ts';
import type { Report } from '../report.ts';
import { generateUsers } from './generate-users.ts';
import { USER_CASES, type UserCase } from './user-cases.ts';

const OURS = join(import.meta.dirname, '../../dist/data/users/ours-users.js');
const PEER = join(import.meta.dirname, '../peers/duckdb_users.py');
/** Of the peer: no key and no WAL, as our stage has none. */
const PEER_TABLE = 'etl.bench_users';

/** Reading a file of users and putting its rows into a table of PostgreSQL, from which they are not published yet. */
export const usersFile: Subject = {
  about: 'users.csv of --users, read and put into the stage',
  users: 1_000_000,
  async *reports(bench) {
    for (const [name, kind] of Object.entries(USER_CASES)) {
      if (bench.only.length > 0 && !bench.only.includes(name)) {
        continue;
      }
      yield await report(name, kind, bench);
    }
  },
};

async function report(name: string, kind: UserCase, bench: Bench): Promise<Report> {
  const { rounds, users } = bench.size;
  const file = generateUsers(bench.directory, name, kind, users);
  const folder = join(bench.directory, `users-file-${process.pid}`);
  const { databaseUrl, handlers } = await bench.stack();
  const sql = postgres(databaseUrl, { max: 1, fetch_types: false, onnotice: () => undefined });
  try {
    fill(folder, file);
    await sql.unsafe(`
      CREATE UNLOGGED TABLE IF NOT EXISTS ${PEER_TABLE} (user_id bigint, name text, email text, signup_date date)`);
    const env = { ...process.env, ...handlers, ETL_DATA_DIR: folder, LOG_LEVEL: 'silent' };
    const ours: Contender = {
      name: 'ours, read and staged',
      run: () => JSON.parse(execFileSync(process.execPath, [OURS], { env, encoding: 'utf8' })) as Result,
    };
    const python = bench.python();
    const peers = python ? [peer(python, file, databaseUrl, sql)] : [];
    const measured = await measure([ours, ...peers], rounds);
    const bytes = statSync(file).size;
    return {
      title: `users.csv, ${name}`,
      about: kind.about,
      ...{ rows: users, users, rounds, bytes, measured },
    };
  } finally {
    await sql.end({ timeout: 1 });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Puts the file where a run finds it, and beside it what else a run needs. */
function fill(folder: string, file: string): void {
  mkdirSync(folder, { recursive: true });
  linkSync(file, join(folder, 'users.csv'));
  writeFileSync(
    join(folder, 'user_experiments.csv'),
    'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n1,1,1,1\n',
  );
  writeFileSync(
    join(folder, 'compounds.csv'),
    'compound_id,compound_name,compound_structure\n1,Compound 1,C1H\n',
  );
}

function peer(python: string, file: string, url: string, sql: postgres.Sql): Contender {
  const threads = cpus().length;
  const { name, run } = program(
    `DuckDB, ${threads} threads, same checks, COPY`,
    python,
    PEER,
    file,
    url,
    PEER_TABLE,
    String(threads),
  );
  return {
    name,
    run: async () => {
      await sql.unsafe(`TRUNCATE ${PEER_TABLE}`);
      return await run();
    },
  };
}
