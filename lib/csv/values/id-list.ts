import { parseInteger } from './integers.ts';
import { trimPadding } from './padding.ts';

/** Why a text is no list of ids. */
export type IdListDefect = 'bad_id_list';

/**
 * Reads a list of ids such as `1;2;3`. Spaces and TABs round an id are dropped; an empty text is a list of no ids
 * and no defect, but an empty place in a list (`1;;2`, `1;`) is one, as is any id `parseInteger` refuses.
 * @param text the field without its padding
 */
export function parseIdList(text: string): bigint[] | IdListDefect {
  if (text === '') {
    return [];
  }
  const ids: bigint[] = [];
  for (const part of text.split(';')) {
    const id = parseInteger(trimPadding(part, true));
    if (typeof id === 'string') {
      return 'bad_id_list';
    }
    ids.push(id);
  }
  return ids;
}
