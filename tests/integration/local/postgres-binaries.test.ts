import { execFile } from 'node:child_process';
import { chmod, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { usableBinaries } from '../../../local/postgres/binaries/binaries.ts';
import { copyBinaries } from '../../../local/postgres/binaries/binaries-copy.ts';
import { findBinariesPackage } from '../../../local/postgres/binaries/binaries-package.ts';
import { serverUser } from '../../../local/postgres/server/server-user.ts';
import { AS_ROOT, temporaryDirectory } from './state-directory.ts';

const run = promisify(execFile);

/** An installation of the package whose links are missing, as npm leaves it when install scripts are off. */
async function installation(mode: number) {
  const parent = await temporaryDirectory(mode);
  const { version } = findBinariesPackage();
  const directory = await copyBinaries(findBinariesPackage(), parent);
  await rm(join(directory, 'lib', 'libpq.so.5'), { force: true });
  return { directory, version };
}

describe('usableBinaries', () => {
  it('repairs an installation that we may write to', async () => {
    const source = await installation(0o755);
    const copyTo = await temporaryDirectory(0o755);
    const user = await serverUser(source.directory);

    const binaries = await usableBinaries(source, copyTo, user);

    expect(binaries.postgres).toBe(join(source.directory, 'bin', 'postgres'));
    const { stdout } = await run(binaries.initdb, ['--version'], { ...user, cwd: '/' });
    expect(stdout).toContain('initdb (PostgreSQL) 18');
  });

  it.runIf(AS_ROOT)('copies an installation that the user of the server may not read', async () => {
    const source = await installation(0o700);
    const copyTo = await temporaryDirectory(0o755);
    const user = await serverUser(copyTo);

    const binaries = await usableBinaries(source, copyTo, user);

    expect(binaries.postgres.startsWith(copyTo)).toBe(true);
    const { stdout } = await run(binaries.initdb, ['--version'], { ...user, cwd: '/' });
    expect(stdout).toContain('initdb (PostgreSQL) 18');
  });

  it.runIf(!AS_ROOT)('copies an installation that we may not repair', async () => {
    const source = await installation(0o755);
    const lib = join(source.directory, 'lib');
    await chmod(lib, 0o555);
    onTestFinished(() => chmod(lib, 0o755));
    const copyTo = await temporaryDirectory(0o755);

    const binaries = await usableBinaries(source, copyTo, undefined);

    expect(binaries.postgres.startsWith(copyTo)).toBe(true);
  });

  it('makes one copy when several stacks need it at once', async () => {
    const copyTo = await temporaryDirectory(0o755);

    const copies = await Promise.all(
      Array.from({ length: 3 }, () => copyBinaries(findBinariesPackage(), copyTo)),
    );

    expect(new Set(copies).size).toBe(1);
    const { stdout } = await run('ls', [copyTo]);
    expect(stdout.trim()).toBe(dirname(copies[0] ?? '').slice(copyTo.length + 1));
  });
});
