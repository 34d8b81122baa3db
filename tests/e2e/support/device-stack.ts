import { join } from 'node:path';
import type { ProjectCopy } from '../../support/project-copy.ts';
import { DEVICE_FILES, DEVICE_SETTINGS } from './device-files.ts';
import {
  type Change,
  copyWith,
  furtherFeatures,
  namedFurtherFile,
  optionalDate,
  optionalRunTime,
  writeLines,
} from './documented-model.ts';
import { makePlace, type Place, removePlace } from './project.ts';
import { type RunningStack, startStack } from './stack.ts';

/** A stack whose model has a renamed column, optional ones, a fourth file and features of its own. */
export interface DeviceStack {
  readonly copy: ProjectCopy;
  readonly place: Place;
  readonly stack: RunningStack;
  /** Stops it, and removes all that belongs to it. */
  close(): Promise<void>;
}

/** Starts it from a copy of the project, with the files of device-files.ts, and further changes to its model. */
export async function startDeviceStack(...further: Change[]): Promise<DeviceStack> {
  const copy = copyWith(optionalRunTime, optionalDate, namedFurtherFile, furtherFeatures, ...further);
  const { stateDir, settings } = await makePlace();
  const data = join(stateDir, 'data');
  writeLines(data, DEVICE_FILES);
  const own = { ...DEVICE_SETTINGS, ETL_DATA_DIR: data, ETL_AS_OF: '2024-01-01' };
  const place = { stateDir, settings: { ...settings, ...own } };
  const remove = async () => {
    await removePlace(place, copy.path);
    copy.remove();
  };
  try {
    const stack = await startStack(place, {}, { projectDir: copy.path });
    const close = () => stack.stop().then(remove);
    return { copy, place, stack, close };
  } catch (error) {
    await remove();
    throw error;
  }
}
