import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { runDagUnitTests } from '../support/dag-unit-tests.ts';

test("the unit tests of the DAG and of the server's plugin pass in Airflow's environment", async () => {
  const home = join(inject('settings')['ETL_STATE_DIR'] ?? '', 'airflow');

  const outcome = await runDagUnitTests(join(home, 'venv/bin/python'), join(home, 'for-unit-tests'));

  expect(outcome, outcome.stderr).toMatchObject({ code: 0, stderr: expect.stringMatching(/^OK$/m) });
});
