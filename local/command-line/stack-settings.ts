import { readSettings, type Settings } from '../stack/settings.ts';
import { callerPath, loadEnvFile, PROJECT_DIR } from './project.ts';

/**
 * The settings of the stack that a command is about: of the environment, of .env, and of the command line.
 *
 * @throws UsageError naming every setting that can't be used
 */
export function stackSettings(given: {
  readonly data?: string | undefined;
  readonly airflow?: boolean | undefined;
}): Settings {
  loadEnvFile();
  const data = given.data === undefined ? {} : { ETL_DATA_DIR: callerPath(given.data) };
  return readSettings({ ...process.env, ...data }, PROJECT_DIR, given.airflow);
}
