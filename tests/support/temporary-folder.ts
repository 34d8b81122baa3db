import { onTestFinished } from 'vitest';
import { newFolder } from './new-folder.ts';

/** A new folder, removed after the test that is running, or before which a beforeEach is. */
export function temporaryFolder(): string {
  const { path, remove } = newFolder();
  onTestFinished(remove);
  return path;
}
