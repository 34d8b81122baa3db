import { join } from 'node:path';
import { expect, inject, onTestFinished, test } from 'vitest';
import { tasks } from '../../local/airflow/dag/dag.ts';
import { finished, PROJECT_DIR, start } from '../e2e/support/project.ts';
import { newFolder } from '../support/new-folder.ts';

test("the unit tests of the DAG and of the server's plugin pass with the oldest Airflow too", async () => {
  const { path, remove } = newFolder();
  onTestFinished(remove);
  const environment = {
    AIRFLOW_HOME: path,
    EMULATOR_TASKS: JSON.stringify(tasks),
    AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
    PYTHONPATH: join(PROJECT_DIR, 'tests/dags'),
  };

  const outcome = await finished(
    start(
      ['-m', 'unittest', '-v', 'test_etl_pipeline', 'test_requests_in_turn'],
      environment,
      inject('python'),
    ),
  );

  expect(outcome, outcome.stderr).toMatchObject({ code: 0, stderr: expect.stringMatching(/^OK$/m) });
});
