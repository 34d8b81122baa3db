import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { python } from '../../../bench/data/python.ts';
import { load } from '../../../lib/pipeline/load/load.ts';
import { plan } from '../../../lib/pipeline/plan/plan.ts';
import { publish } from '../../../lib/pipeline/publish/publish.ts';
import { isMadeUp, modelOf } from '../../fuzz/model.ts';
import { Random } from '../../fuzz/random.ts';
import { anyTraits, type FileName, filesOf, type Traits } from '../../fuzz/traits.ts';
import { makeWorkbench, QUEUED_AT, type Workbench } from '../pipeline/workbench.ts';
import { featuresSql, tableSql, WANTED } from './feature-sql.ts';
import { csvOf, type PlainFiles, plainFiles } from './plain-files.ts';

/** DUCKDB=100 has so many declarations compared, DUCKDB_SEED=… others (README-build.md): it takes Python, and DuckDB from its registry. */
const CASES = Number(process.env['DUCKDB'] ?? 0);
const SEED = Number(process.env['DUCKDB_SEED'] ?? 1);

let bench: Workbench;
let duckdb: Awaited<ReturnType<typeof startDuckdb>>;
beforeAll(async () => {
  if (CASES > 0) {
    bench = await makeWorkbench();
    duckdb = startDuckdb();
  }
});
afterAll(async () => {
  duckdb?.end();
  await bench?.remove();
});

/** A DuckDB that is asked in statements, and answers with the rows of the last of them. */
function startDuckdb() {
  const program = python();
  if (program === undefined) {
    throw new Error('DuckDB could not be had (see above)');
  }
  const child = spawn(program, [join(import.meta.dirname, 'ask.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const answers = createInterface(child.stdout)[Symbol.asyncIterator]();
  return {
    async ask(statements: readonly string[]): Promise<(string | null)[][]> {
      child.stdin.write(`${JSON.stringify(statements)}\n`);
      const { done, value } = await answers.next();
      if (done) {
        throw new Error(`DuckDB ended over ${statements.join(';\n')}`);
      }
      return JSON.parse(value) as (string | null)[][];
    },
    end: () => child.stdin.end(),
  };
}

/** The whole run, in parts of a few lines each. */
async function runWhole(runId: string, traits: Traits): Promise<(string | null)[][]> {
  const dependencies = bench.dependencies({
    model: modelOf(traits),
    config: { ETL_PART_BYTES: 400, ETL_MAX_REJECT_RATIO: 1 },
  });
  const { parts } = await plan({ runId, queuedAt: QUEUED_AT, conf: { acceptDeletes: true } }, dependencies);
  for (const part of parts) {
    await load(part, dependencies);
  }
  await publish({ runId }, dependencies);
  await Promise.all([dependencies.database.end(), dependencies.progressDatabase.end()]);
  const names = dependencies.model.features.map(([name]) => name).filter(isMadeUp);
  const rows = await bench.look.unsafe<Record<string, string | null>[]>(
    `SELECT ${names.map((name) => `${name}::text`).join(', ')} FROM users_derivation ORDER BY user_id`,
  );
  return rows.map((row) => names.map((name) => row[name] ?? null));
}

async function askDuckdb(traits: Traits, files: PlainFiles): Promise<(string | null)[][]> {
  const tables = filesOf(traits).map((name) =>
    tableSql(name, join(bench.directory, `${name}.csv`), files[name], WANTED[name]),
  );
  return await duckdb.ask([...tables, featuresSql(traits.features)]);
}

/** The two write doubles differently. */
const comparable = ({ features }: Traits, rows: readonly (string | null)[][]) =>
  rows.map((row) =>
    row.map((value, index) => (features[index]?.kind === 'mean' && value !== null ? Number(value) : value)),
  );

function makeCase(number: number): { readonly traits: Traits; readonly files: PlainFiles } {
  const random = new Random(SEED, number);
  let traits = anyTraits(random);
  while (traits.features.length === 0) {
    traits = anyTraits(random);
  }
  // Other names of columns are none of DuckDB's business.
  const plain = { ...traits, aliases: {} };
  return { traits: plain, files: plainFiles(random, plain) };
}

test.runIf(CASES > 0)(
  CASES > 0
    ? `${CASES} generated declarations over plain files equal what DuckDB's SQL says (seed ${SEED})`
    : "generated declarations equal what DuckDB's SQL says: only with DUCKDB=100, which installs DuckDB",
  async () => {
    for (let number = 0; number < CASES; number++) {
      const { traits, files } = makeCase(number);
      const texts = filesOf(traits).map((name): [FileName, string] => [name, csvOf(files[name])]);
      bench.write(Object.fromEntries(texts));
      await bench.look`DROP TABLE IF EXISTS users_derivation`;

      const ours = comparable(traits, await runWhole(`run-${number}`, traits));

      const theirs = comparable(traits, await askDuckdb(traits, files));
      expect(ours, `case ${number}: ${JSON.stringify(traits.features)}`).toEqual(theirs);
    }
  },
  1_800_000,
);
