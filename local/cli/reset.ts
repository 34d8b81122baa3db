import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../terminal/output.ts';
import { stopLeftParts } from '../airflow-native/processes.ts';
import { removePostgres } from '../postgres/remove-postgres.ts';
import { airflowHome } from '../stack/airflow.ts';
import { claimStateDir, releaseStateDir } from '../stack/record.ts';
import type { Settings } from '../stack/settings.ts';

const FILES = ['airflow', 'airflow.json', 'airflow.json.new', 'airflow.json.damaged', 'api.log'];

/**
 * `./run.sh reset`: deletes the local database, its passwords and the history of runs. Only what a stack made
 * there goes, never the folder as a whole: ETL_STATE_DIR may be anything.
 */
export async function reset(settings: Settings): Promise<number> {
  await claimStateDir(settings, say);
  try {
    await stopLeftParts(airflowHome(settings.stateDir));
    await removePostgres(settings.stateDir);
    for (const name of FILES) {
      await rm(join(settings.stateDir, name), { recursive: true, force: true });
    }
  } finally {
    await releaseStateDir(settings.stateDir);
  }
  say(`Deleted the local database and run history of ${settings.stateDir}.`);
  return 0;
}
