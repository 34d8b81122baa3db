import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const HEAD =
  '# Written by ./run.sh while its stack runs, so that a plain `sls invoke local` finds it. Do not edit.\n';

/**
 * Writes the handlers' environment where serverless looks for it (`.env.<stage>`). Where the project can't be
 * written to, only that comfort is lost.
 *
 * @returns removes the file again, unless another stack has written its own since
 */
export async function writeEnvFile(
  projectDir: string,
  environment: Readonly<Record<string, string>>,
  log: (line: string) => void,
): Promise<() => Promise<void>> {
  const path = join(projectDir, '.env.local');
  const lines = Object.entries(environment).map(([name, value]) => `${name}=${JSON.stringify(value)}\n`);
  const text = HEAD + lines.join('');
  try {
    const existing = await readFile(path, 'utf8').catch(() => HEAD);
    if (!existing.startsWith(HEAD)) {
      log('your own .env.local was not changed, so `sls invoke local` does not see this stack');
      return async () => undefined;
    }
    await rm(path, { force: true });
    await writeFile(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    log(`.env.local could not be written (${(error as Error).message})`);
    return async () => undefined;
  }
  return async () => {
    const now = await readFile(path, 'utf8').catch(() => undefined);
    if (now === text) {
      await rm(path, { force: true });
    }
  };
}
