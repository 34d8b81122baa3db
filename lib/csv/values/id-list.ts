import { parseInteger } from './integers.ts';
import { trimInvisible } from './invisible.ts';
import { parseTextId } from './text-ids.ts';

/** Why a text is no list of ids: of whole numbers, of texts. */
export type IdListDefect = 'bad_id_list';
export type TextIdListDefect = 'bad_text_id_list';

/**
 * Reads a list of ids such as `1;2;3`. Spaces, TABs and invisible characters round an id are dropped; an empty text is a list of no ids
 * and no defect, but an empty place in a list (`1;;2`, `1;`) is one, as is any id `parseInteger` refuses.
 * @param text the field without its padding
 */
export function parseIdList(text: string): bigint[] | IdListDefect {
  if (text === '') {
    return [];
  }
  const ids: bigint[] = [];
  for (const part of text.split(';')) {
    const id = parseInteger(trimInvisible(part));
    if (typeof id === 'string') {
      return 'bad_id_list';
    }
    ids.push(id);
  }
  return ids;
}

/**
 * The same of ids that are texts, such as `P-1;P-2`: an empty place in a list is a defect, as is an id that is too long.
 *
 * @param text the field without its padding
 */
export function parseTextIdList(text: string): string[] | TextIdListDefect {
  if (text === '') {
    return [];
  }
  const ids = text.split(';').map(trimInvisible);
  return ids.every((id) => parseTextId(id) === undefined) ? ids : 'bad_text_id_list';
}
