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
    throw new TypeError(`${what}: nulls is a list of texts that stand for nothing, such as nulls: ['NULL']`);
  }
  for (const text of nulls) {
    if (typeof text !== 'string') {
      throw new TypeError(`${what}: nulls has ${String(text)}, which is no text; write it with quotes`);
    }
    if (text === '') {
      throw new TypeError(
        `${what}: nulls has an empty text; an empty field has no value anyway: optional: true is what lets it be so`,
      );
    }
    if (trimPadding(text, true) !== text) {
      throw new TypeError(
        `${what}: nulls has '${text}' with spaces or TABs round it, which are never part of a value; write it without`,
      );
    }
  }
}
