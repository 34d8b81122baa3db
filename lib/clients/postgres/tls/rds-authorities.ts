import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The CAs that sign the certificates of Amazon RDS, as far as they were shipped. */
export interface RdsAuthorities {
  /** In PEM. */
  readonly certificates: readonly string[];
  /** Whose they are: `eu-west-1`. */
  readonly regions: readonly string[];
}

/** Beside the folders of the bundles, made by the build (bundling/rds-authorities.ts): a file for each region. */
const FOLDER = 'rds-ca';

/** A bundle is at most so many folders below the one that has the CAs. */
const DEPTH = 4;

/** Reads the CAs; none where there are none, such as in code that runs from its sources without a build. */
export async function rdsAuthorities(from: string = fileURLToPath(import.meta.url)): Promise<RdsAuthorities> {
  let folder = dirname(from);
  for (let level = 0; level < DEPTH; level += 1) {
    const names = await readdir(join(folder, FOLDER)).catch(() => []);
    const files = names.filter((name) => name.endsWith('.pem')).sort();
    if (files.length > 0) {
      const reading = files.map((name) => readFile(join(folder, FOLDER, name), 'utf8'));
      return {
        certificates: await Promise.all(reading),
        regions: files.map((name) => basename(name, '.pem')),
      };
    }
    folder = dirname(folder);
  }
  return { certificates: [], regions: [] };
}
