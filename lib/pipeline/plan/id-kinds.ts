import { parseInteger } from '../../csv/values/integers.ts';
import { trimInvisible } from '../../csv/values/invisible.ts';
import { parseTextId } from '../../csv/values/text-ids.ts';

/**
 * What a field of a column of ids looks like: a whole number, a text that is an id, or neither. A number that is written in a way
 * that id() does not take, such as 1,000 or 1.2E+10, is neither: as a text it would name no row.
 */
export type KindOfId = 'integer' | 'text' | 'neither';

/** What stands round numbers that a spreadsheet or another program has written. */
const AROUND = String.raw`[\s="'()[\]{}$€%+\-\p{Cf}]*`;
/** Digits, perhaps with a fraction, or in threes. */
const DIGITS = String.raw`(?:\d+(?:[.,]\d*)?|\d{1,3}(?:[\s.,'’_]\d{3})+(?:[.,]\d+)?|[.,]\d+)`;
const NUMBER = new RegExp(String.raw`^${AROUND}${DIGITS}(?:e[+-]?\d+)?${AROUND}$`, 'iu');
/** What numbers with something else than semicolons between them are made of, perhaps in brackets. */
const NUMBERS = /^[\s\d,|/()[\]{}"']*$/;

/**
 * @param text the field without its padding
 */
export function kindOfId(text: string): KindOfId {
  if (typeof parseInteger(text) === 'bigint') {
    return 'integer';
  }
  return NUMBER.test(text) || parseTextId(text) !== undefined ? 'neither' : 'text';
}

/** The same of a list: it is of texts, or of whole numbers, if all its ids are. */
export function kindOfList(text: string): KindOfId {
  const kinds = new Set(text.split(';').map((part) => kindOfListed(trimInvisible(part))));
  const [kind = 'neither', ...others] = kinds;
  return others.length > 0 ? 'neither' : kind;
}

function kindOfListed(text: string): KindOfId {
  const kind = kindOfId(text);
  return kind === 'text' && NUMBERS.test(text) ? 'neither' : kind;
}
