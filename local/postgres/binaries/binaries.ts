import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { PostgresStartError } from '../errors.ts';
import type { OtherUser } from '../server/server-user.ts';
import { copyBinaries } from './binaries-copy.ts';
import type { BinariesPackage } from './binaries-package.ts';
import { makeLibraryLinks } from './library-links.ts';

const run = promisify(execFile);

/** Reading 10 MB of program from a slow disk included. */
const VERSION_TIMEOUT_MS = 30_000;

/** The programs to start. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * The binaries of `source`, made to work for `user`: with the missing library links in place, or, where these cannot
 * be made or that user cannot get at them, as a copy below `copyTo`.
 *
 * @throws PostgresStartError when the copy does not run either.
 */
export async function usableBinaries(
  source: BinariesPackage,
  copyTo: string,
  user: OtherUser | undefined,
): Promise<Binaries> {
  const linked = await makeLibraryLinks(source.directory).then(
    () => true,
    () => false,
  );
  const inPlace = programsOf(source.directory);
  if (linked && (await whyNotRunning(inPlace, user)) === undefined) {
    return inPlace;
  }
  const copied = programsOf(await copyBinaries(source, copyTo));
  const reason = await whyNotRunning(copied, user);
  if (reason !== undefined) {
    throw new PostgresStartError(`${copied.postgres} does not run: ${reason}`);
  }
  return copied;
}

function programsOf(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/**
 * Asked by running it as that user, which finds unreadable libraries too. Only `postgres` is tried: initdb runs it,
 * and the rest is as readable as it is.
 */
async function whyNotRunning(
  { postgres }: Binaries,
  user: OtherUser | undefined,
): Promise<string | undefined> {
  try {
    await run(postgres, ['--version'], { ...user, cwd: '/', timeout: VERSION_TIMEOUT_MS });
    return undefined;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    return (stderr.trim() || message).replaceAll(/\s+/g, ' ');
  }
}
