import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type NameIn, namesIn } from './names-in.ts';

/** What there is round a location, as far as clues look. */
export interface Surroundings {
  /** The names in a folder of the location, sorted; `''` is the location itself. Of very many only some, of what is not there none. */
  namesIn(folder: string): readonly NameIn[];
  /** Whether a file of that name is in the location. */
  has(name: string): boolean;
  /** Whether a file of that name is where the location itself is. */
  hasAbove(name: string): boolean;
  uriOf(name: string): string;
  /** Where the location itself is. */
  readonly above: string;
}

/** Those of a folder, by its path. */
export const roundFolder = (path: string): Surroundings => ({
  namesIn: (folder) => namesIn(join(path, folder)),
  has: (name) => existsSync(join(path, name)),
  hasAbove: (name) => existsSync(join(path, '..', name)),
  uriOf: (name) => join(path, name),
  above: join(path, '..'),
});
