import { type ChildProcess, spawn } from 'node:child_process';
import { copyFileSync, globSync, mkdirSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const BENCH = join(import.meta.dirname, '..');

/**
 * Starts serverless-offline with our plugin, as a stack does, over one of our endpoints and a handler that does nothing
 * (bench/serverless.yml). What it needs of dist/ is copied: osls loads no plugin from outside of its own folder.
 *
 * @param environment the settings of the handlers, and the ports
 */
export function startEmulator(
  projectDir: string,
  environment: Readonly<Record<string, string>>,
): ChildProcess {
  copy(projectDir, 'dist/handlers/check-table.js', 'dist/check-table.js');
  copy(projectDir, 'dist/package.json', 'dist/package.json');
  copy(projectDir, 'local/environment.yml', 'dist/environment.yml');
  for (const file of globSync('dist/local/offline/**/*.js', { cwd: projectDir })) {
    copy(projectDir, file, join('dist/offline', relative('dist/local/offline', file)));
  }
  const serverless = join(projectDir, 'node_modules/serverless/bin/serverless.js');
  return spawn(process.execPath, ['--enable-source-maps', serverless, 'offline'], {
    cwd: BENCH,
    env: { ...process.env, ...environment },
    stdio: 'ignore',
  });
}

function copy(projectDir: string, from: string, to: string): void {
  mkdirSync(dirname(join(BENCH, to)), { recursive: true });
  copyFileSync(join(projectDir, from), join(BENCH, to));
}
