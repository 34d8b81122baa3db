import { join } from 'node:path';
import { expect, inject, test } from 'vitest';
import { tasks } from '../../local/airflow/dag/dag.ts';
import { finished, PROJECT_DIR, start } from '../e2e/support/project.ts';

test("the unit tests of the DAG and of the server's plugin pass in Airflow's environment", async () => {
  const home = join(inject('settings')['ETL_STATE_DIR'] ?? '', 'airflow');
  const environment = {
    AIRFLOW_HOME: join(home, 'for-unit-tests'), // not the running one's configuration
    EMULATOR_TASKS: JSON.stringify(tasks),
    AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
    PYTHONPATH: join(PROJECT_DIR, 'tests/dags'),
  };

  const outcome = await finished(
    start(
      ['-m', 'unittest', '-v', 'test_etl_pipeline', 'test_requests_in_turn'],
      environment,
      join(home, 'venv/bin/python'),
    ),
  );

  expect(outcome, outcome.stderr).toMatchObject({ code: 0, stderr: expect.stringMatching(/^OK$/m) });
});
