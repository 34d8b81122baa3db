import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderOf, PUBLISHED, shownDeclared } from '../../fixtures/exports/exports.ts';
import { modelOf } from '../../fixtures/exports/model.ts';
import { makeWorkbench, type Workbench } from '../pipeline/workbench.ts';

let bench: Workbench;
beforeAll(async () => {
  bench = await makeWorkbench({ model: modelOf({}) });
});
afterAll(() => bench.remove());

const cases = PUBLISHED.map((one, index) => ({
  ...one,
  said: shownDeclared(one.declared),
  run: `tool-${index}`,
}));

test.each(cases)(
  'of the export of $tool, $said, the table is the same',
  async ({ tool, declared, run, ...one }) => {
    const changes = { model: modelOf(declared), config: { ETL_DATA_DIR: folderOf(tool) } };

    await bench.run(run, { acceptDeletes: true }, changes);

    const table = await bench.table();
    const { secondTotal = '20' } = one;
    expect(
      table.map((row) =>
        ['user_id', 'experiments_count', 'experiment_run_time'].map((column) => String(row[column])),
      ),
    ).toEqual([
      ['1', '2', '25'],
      ['2', '1', secondTotal],
      ['3', '1', '30'],
    ]);
  },
);
