import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is called after the model: the table of the result, all rows of the entity, and one of them. */
export interface ModelNames {
  readonly table: string;
  readonly entity: string;
  readonly one: string;
}

/** Which model dist/ was made of, for those who import nothing of it. */
export interface ModelStamp extends ModelNames {
  /** Where it is declared, relative to the project. */
  readonly folder: string;
  /** A hash of its sources. */
  readonly hash: string;
}

/** Where it stands, relative to the project. */
export const STAMP_FILE = 'dist/model.json';

/** The model that dist/ was made of. @throws the system's error when nothing was built */
export function readModelStamp(projectDir: string): ModelStamp {
  return JSON.parse(readFileSync(join(projectDir, STAMP_FILE), 'utf8')) as ModelStamp;
}
