import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from '../../fixtures/upgrade/answers.ts';

const FOLDER = join(import.meta.dirname, '../../fixtures/upgrade');

/** A database as an earlier release left it (tests/fixtures/upgrade), and what its routes answered. */
export interface EarlierRelease {
  readonly commit: string;
  readonly sql: string;
  readonly answers: readonly Answer[];
}

/** Every release of which there is a database. */
export const earlierReleases: readonly EarlierRelease[] = readdirSync(FOLDER, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name: commit }) => {
    const read = (file: string) => readFileSync(join(FOLDER, commit, file), 'utf8');
    return { commit, sql: read('database.sql'), answers: JSON.parse(read('answers.json')) as Answer[] };
  });
