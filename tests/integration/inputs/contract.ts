import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import type { Config } from '../../../lib/config.ts';
import { inOrder } from '../../fixtures/inputs/fixtures.ts';
import { type Files, makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { makeDag, type RecordedRun } from './dag.ts';

export const USERS_HEADER = 'user_id,name,email,signup_date\n';
export const EXPERIMENTS_HEADER = 'experiment_id,user_id,experiment_compound_ids,experiment_run_time\n';
export const COMPOUNDS_HEADER = 'compound_id,compound_name,compound_structure\n';

/** Three faultless files: two users, two experiments of the first one, two compounds. */
export const GOOD = {
  users: `${USERS_HEADER}1,Ada,ada@example.com,2023-01-01\n2,Ben,ben@example.com,2023-02-01\n`,
  user_experiments: `${EXPERIMENTS_HEADER}1,1,1;2,10\n2,1,2,15\n`,
  compounds: `${COMPOUNDS_HEADER}1,Compound A,H2O\n2,Compound B,CO2\n`,
} as const;

/** Rows of the table over faultless files: user, number of experiments, total run time. */
export const GOOD_ROWS = [
  [1n, 2n, 25n],
  [2n, 0n, 0n],
];

/** A run that has ended, and the table behind it. */
export type Ended = RecordedRun & {
  /** user_id, experiments_count, experiment_run_time. */
  readonly rows: readonly (readonly unknown[])[];
  readonly table: readonly Readonly<Record<string, unknown>>[];
  /** The findings as comparable texts. */
  readonly found: readonly string[];
};

export type ContractRun = (files?: Files, settings?: Partial<Config>) => Promise<Ended>;

/**
 * Gives a test file one database, and a function that runs the pipeline over inline files: each time in a
 * directory of its own, so that no run minds the users of the last one. A file that is not given is
 * faultless.
 */
export function useContract(): { readonly bench: () => Workbench; readonly run: ContractRun } {
  let bench: Workbench;
  let dag: Awaited<ReturnType<typeof makeDag>>;
  const directories: string[] = [];
  beforeAll(async () => {
    bench = await makeWorkbench();
    dag = await makeDag(bench);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    for (const directory of directories) rmSync(directory, { recursive: true });
    await bench.remove();
  });
  return {
    bench: () => bench,
    run: async (files = {}, settings = {}) => {
      const directory = mkdtempSync(join(tmpdir(), 'etl contract '));
      directories.push(directory);
      for (const [file, content] of Object.entries({ ...GOOD, ...files })) {
        writeFileSync(join(directory, `${file}.csv`), content);
      }
      const ended = await dag.run(`etl-${directories.length}`, { ETL_DATA_DIR: directory, ...settings });
      const table = await bench.table();
      const rows = table.map((row) => [row['user_id'], row['experiments_count'], row['experiment_run_time']]);
      return { ...ended, table, rows, found: inOrder(ended.findings) };
    },
  };
}
