import { opendirSync } from 'node:fs';
import { enumerated, firstFew } from '../../messages/first-few.ts';
import { oneLine } from '../../messages/one-line.ts';

/** So many names of a folder are looked at for a clue. */
const MOST_LOOKED_AT = 5000;

/** Names are told up to this number. */
const MOST_TOLD = 5;

/** How the names of archives of files end: what is in them is not read. */
export const PACKED = /\.(zip|7z|rar|tar|tgz|tar\.[a-z0-9]+)$/i;

/** A name in a folder. */
export interface NameIn {
  readonly name: string;
  readonly isFolder: boolean;
}

/** The names in a folder, sorted: of a very large one only some, of one that can't be listed none. */
export function namesIn(folder: string): NameIn[] {
  const names: NameIn[] = [];
  try {
    const entries = opendirSync(folder);
    try {
      let entry = entries.readSync();
      while (entry && names.length < MOST_LOOKED_AT) {
        names.push({ name: entry.name, isFolder: entry.isDirectory() });
        entry = entries.readSync();
      }
    } finally {
      entries.closeSync();
    }
  } catch {
    // It is a clue only: what is wrong is told without it.
  }
  return names.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Names one after the other; of many the first, and how many others there are. */
export const listed = (names: readonly string[]): string => enumerated(firstFew(names, MOST_TOLD, oneLine));

/** That names are there, as a clause. @param names one at least */
export const areThere = (names: readonly string[]): string =>
  `${listed(names)} ${names.length === 1 ? 'is' : 'are'} there`;
