import { trimPadding } from '../../csv/values/padding.ts';

/**
 * Refuses texts that are declared to stand for nothing and can't be fields: they would be passed over without a word.
 *
 * @param what is declared with them, as it is written
 * @throws TypeError naming the text, and what it must be
 */
export function refuseBadNulls(what: string, nulls: unknown): void {
  if (nulls === undefined) {
    return;
  }
  if (!Array.isArray(nulls)) {
    throw new TypeError(
      `${what}: nulls must be a list of texts that mean "no value", such as nulls: ['NULL']`,
    );
  }
  for (const text of nulls) {
    if (typeof text !== 'string') {
      throw new TypeError(`${what}: nulls has ${String(text)}, which is not a text: put it in quotes`);
    }
    if (text === '') {
      throw new TypeError(
        `${what}: nulls has an empty text, but an empty field never has a value: remove it, and declare optional: true to allow empty fields`,
      );
    }
    if (trimPadding(text, true) !== text) {
      throw new TypeError(
        `${what}: nulls has '${text}' with spaces or TABs around it, which are never part of a value: remove them`,
      );
    }
  }
}
