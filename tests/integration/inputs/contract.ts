import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, vi } from 'vitest';
import type { Config } from '../../../lib/config.ts';
import { FAULTLESS } from '../../fixtures/faultless.ts';
import { inOrder } from '../../fixtures/inputs/fixtures.ts';
import { sampleModel } from '../../support/sample-inputs.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { type Files, makeWorkbench, type Workbench } from '../pipeline/workbench.ts';
import { makeDag, type RecordedRun } from './dag.ts';

/** A run that has ended, and the table after it. */
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
  let runs = 0;
  beforeAll(async () => {
    bench = await makeWorkbench({ model: sampleModel });
    dag = await makeDag(bench);
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await bench.remove();
  });
  return {
    bench: () => bench,
    run: async (files = {}, settings = {}) => {
      const directory = temporaryFolder();
      for (const [file, content] of Object.entries({ ...FAULTLESS, ...files })) {
        writeFileSync(join(directory, `${file}.csv`), content);
      }
      const ended = await dag.run(`etl-${++runs}`, { ETL_DATA_DIR: directory, ...settings });
      const table = await bench.table();
      const rows = table.map((row) => [row['user_id'], row['experiments_count'], row['experiment_run_time']]);
      return { ...ended, table, rows, found: inOrder(ended.findings) };
    },
  };
}
