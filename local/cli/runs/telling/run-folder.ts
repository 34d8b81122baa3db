import { usualDataFolder } from '../../../../bundling/model-folder.ts';
import { PROJECT_DIR } from '../../../command-line/project.ts';
import { absoluteLocation } from '../../../stack/location.ts';
import type { Settings } from '../../../stack/settings.ts';

/** The folder that a run reads, as commands about it need it. */
export interface RunFolder {
  readonly path: string;
  /** Whether a command without a folder reads it, too. */
  readonly isUsual: boolean;
}

/**
 * The folder of a run; undefined when it is not known.
 *
 * It is the usual one only when nothing else can be meant: not when ETL_DATA_DIR names a folder, which may be set for one command
 * only, and not when the running stack reads another one.
 *
 * @param path as the run recorded it
 * @param others folders that a command without one may read as well: of ETL_DATA_DIR, of the running stack
 */
export function runFolder(
  path: string | null | undefined,
  { model }: Pick<Settings, 'model'>,
  others: readonly (string | undefined)[],
): RunFolder | undefined {
  if (path === null || path === undefined) {
    return undefined;
  }
  const usual = [usualDataFolder(model), ...others.filter((folder) => folder !== undefined && folder !== '')];
  return { path, isUsual: usual.every((folder) => absoluteLocation(PROJECT_DIR, `${folder}`) === path) };
}
