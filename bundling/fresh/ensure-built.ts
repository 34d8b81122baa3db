import { modelFolder } from '../model-folder.ts';
import { isFresh } from './build-record.ts';

/**
 * Makes dist/ unless it is already what would be made (docs/decisions/043).
 *
 * @param projectDir the current folder, too
 * @throws ModelError when the model that is named can't be built
 */
export async function ensureBuilt(projectDir: string): Promise<void> {
  if (!isFresh(projectDir, modelFolder(process.env, projectDir))) {
    await import('../../build.ts');
  }
}
