import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../terminal/output.ts';
import { stopLeftParts } from '../airflow-native/processes.ts';
import { removePostgres } from '../postgres/remove-postgres.ts';
import { airflowHome } from '../stack/airflow.ts';
import { claimStateDir, releaseStateDir } from '../stack/record.ts';
import { type Settings, UsageError } from '../stack/settings.ts';
import { canAsk, confirmed } from './confirm.ts';

const FILES = ['airflow', 'airflow.json', 'airflow.json.new', 'airflow.json.damaged', 'api.log'];

/**
 * `./run.sh reset`: deletes the local database, its passwords and the history of runs. Only what a stack made
 * there goes, never the folder as a whole: ETL_STATE_DIR may be anything. It asks first.
 *
 * @param yes does not ask
 * @throws UsageError when nobody can be asked
 */
export async function reset(settings: Settings, { yes }: { readonly yes: boolean }): Promise<number> {
  if (!yes && !canAsk()) {
    throw new UsageError(
      `reset deletes ${whatGoes(settings)}. Nobody can be asked here: add --yes if that is intended.`,
      'See ./run.sh reset --help',
    );
  }
  // A stack that is running keeps it from being asked at all.
  await claimStateDir(settings, say);
  try {
    if (!yes) {
      say(`This deletes ${whatGoes(settings)}. Your CSV files stay.`);
      if (!(await confirmed('Delete it?'))) {
        say('Nothing was deleted.');
        return 1;
      }
    }
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

function whatGoes({ stateDir }: Settings): string {
  return `the local database, the history of runs and the logs in ${stateDir}`;
}
