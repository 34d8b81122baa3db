import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { unpacked } from './unpacked.ts';

/** Every setting that a function of the stage local may have. */
export const NAMES = Object.keys(parse(readFileSync('local/environment.yml', 'utf8')) as object);

/** What every secret begins with, so that it is found wherever it gets to. */
const MARK = 'secret-of-';

/** A secret for each of some settings. @param where where they stand, which is told by what is found */
export function secretsOf(where: string, names: readonly string[] = NAMES): Record<string, string> {
  return Object.fromEntries(names.map((name) => [name, `${MARK}${where}`]));
}

/** Writes .env files with a secret for each of some settings. */
export function writeSecrets(
  folder: string,
  files: readonly string[],
  names: readonly string[] = NAMES,
): void {
  for (const file of files) {
    const lines = Object.entries(secretsOf(file, names)).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder, file), lines.join(''));
  }
}

/** Files of a package, templates and state, and if asked what is in its zips: all, and those with a secret in them. */
export function filesOf(folder: string, { zips = false } = {}) {
  const inside = (zips ? globSync('*.zip', { cwd: folder }) : []).flatMap((zip) => {
    const place = unpacked(join(folder, zip));
    return globSync('**/*.*', { cwd: place }).map((file) => join(place, file));
  });
  const all = [...globSync('*.json', { cwd: folder }).map((file) => join(folder, file)), ...inside];
  return { all, withSecret: all.filter((file) => readFileSync(file, 'latin1').includes(MARK)) };
}
