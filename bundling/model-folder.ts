import { relative, resolve, sep } from 'node:path';

/** The folder of the model that is meant when none is named. */
export const DEFAULT_FOLDER = 'lib';

/**
 * The folder of the model that the environment names, relative to the project and always written in the same way, so that one
 * folder is one model.
 */
export function modelFolder(
  environment: Readonly<Record<string, string | undefined>>,
  projectDir: string,
): string {
  const folder = resolve(projectDir, environment['ETL_MODEL'] || DEFAULT_FOLDER);
  return relative(projectDir, folder).split(sep).join('/') || '.';
}

/** Where the files of a model are unless ETL_DATA_DIR says it: beside its declarations, of the default model in the project. */
export function usualDataFolder(folder: string): string {
  return folder === DEFAULT_FOLDER ? 'data' : `${folder}/data`;
}
