import { join } from 'node:path';
import { tasks } from '../../local/airflow/dag/dag.ts';
import { finished, type Outcome, PROJECT_DIR, start } from '../e2e/support/project.ts';

/**
 * Runs the unit tests of tests/dags.
 *
 * @param python of an environment that has Airflow
 * @param home AIRFLOW_HOME: not that of an Airflow that is running
 */
export async function runDagUnitTests(python: string, home: string): Promise<Outcome> {
  const environment = {
    AIRFLOW_HOME: home,
    EMULATOR_TASKS: JSON.stringify(tasks),
    AIRFLOW__CORE__LOAD_EXAMPLES: 'false',
    PYTHONPATH: join(PROJECT_DIR, 'tests/dags'),
  };
  return await finished(
    start(['-m', 'unittest', '-v', 'test_etl_pipeline', 'test_requests_in_turn'], environment, python),
  );
}
