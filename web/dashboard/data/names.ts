/**
 * What is called after the model: the build writes it into the page (web/dashboard-files.ts), so that the script is the same for
 * every model.
 */
function named(name: 'table' | 'entity' | 'one'): string {
  return document.documentElement.dataset[name] ?? '';
}

/** The table of the result. */
export const TABLE = named('table');

/** All rows of the entity. */
export const ENTITY = named('entity');

/** So many rows of the entity, in words. @param shown the number as it is to be read */
export function countedOfEntity(count: number, shown: string): string {
  return `${shown} ${count === 1 ? named('one') : ENTITY}`;
}

/** The same word as a title begins with it. */
export function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
