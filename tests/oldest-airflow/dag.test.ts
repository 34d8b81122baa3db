import { expect, inject, onTestFinished, test } from 'vitest';
import { runDagUnitTests } from '../support/dag-unit-tests.ts';
import { newFolder } from '../support/new-folder.ts';

test("the unit tests of the DAG and of the server's plugin pass with the oldest Airflow too", async () => {
  const { path, remove } = newFolder();
  onTestFinished(remove);

  const outcome = await runDagUnitTests(inject('python'), path);

  expect(outcome, outcome.stderr).toMatchObject({ code: 0, stderr: expect.stringMatching(/^OK$/m) });
});
