import { trimPadding } from '../../csv/values/padding.ts';
import { MOST_ID_BYTES, parseTextId } from '../../csv/values/text-ids.ts';
import type { Column } from '../columns.ts';
import type { IdValues } from '../features/accumulator.ts';
import type { IdColumn } from '../features/feature.ts';
import { refuseUnfit } from '../features/fitting-column.ts';
import { refuseUnnumbered } from '../features/numbered.ts';
import { ID_TYPES, idKindOf, isIdList } from '../id-types.ts';
import { constant, type Wanted } from './constant.ts';
import { FALSE, type Filter, TRUE, UNKNOWN } from './filter.ts';

/**
 * Rows in whose list an id is, a text where ids are texts. Of a column of one id, those that have it.
 *
 * @throws TypeError for another column, and for what can't be an id
 */
export function includes<Input extends string>(
  column: Column<'events', 'id', Input> | Column<'events', 'idList', Input>,
  id: number | bigint,
): Filter<Input>;
export function includes<Input extends string>(
  column: Column<'events', 'textId', Input> | Column<'events', 'textIdList', Input>,
  id: string,
): Filter<Input>;
export function includes(column: IdColumn, id: Wanted): Filter {
  return idFilter(isIdList(column.type) ? 'includes' : 'equals', column, id);
}

/** Which ids of a batch are the wanted one, by their index. */
type IsWanted = (ids: IdValues) => (index: number) => boolean;

/** Rows that have an id. @throws TypeError as `includes` does */
export function idFilter(name: string, column: IdColumn, wanted: Wanted): Filter {
  refuseUnfit(name, column, 'events', ID_TYPES);
  const wantedOf = idKindOf(column.type) === 'texts' ? wantedText : wantedNumber;
  const { text, isWanted } = wantedOf(`${name}(${column.name}, …)`, wanted);
  const id = `${name}(${column.name},${text})`;
  refuseUnnumbered(id, column);
  refuseNever(id, column, wanted);
  // A list is never NULL: one of no ids has none. A column of one id without one is.
  const none = isIdList(column.type) ? FALSE : UNKNOWN;
  return {
    id,
    input: column.input,
    reads: [column],
    test(rows, truth) {
      const ids = rows.ids(column.name);
      const { first } = ids;
      const isOne = isWanted(ids);
      for (let row = 0; row < rows.size; row++) {
        const end = first[row + 1] as number;
        let index = first[row] as number;
        let found = index === end ? none : FALSE;
        for (; index < end; index++) {
          if (isOne(index)) {
            found = TRUE;
          }
        }
        truth[row] = found;
      }
    },
  };
}

/** Refuses an id that no row can have in the column: the feature would be of nothing, without a word. @throws TypeError saying why */
function refuseNever(what: string, { type, nulls }: IdColumn, wanted: Wanted): void {
  const text = String(wanted);
  if (isIdList(type) && text.includes(';')) {
    throw new TypeError(`${what}: the ids of a list are separated by semicolons, so no id can contain one`);
  }
  if (nulls?.includes(text)) {
    throw new TypeError(`${what}: ${JSON.stringify(text)} means "no value" in that column (nulls)`);
  }
}

function wantedNumber(what: string, wanted: Wanted): { readonly text: string; readonly isWanted: IsWanted } {
  const { text, low, high } = constant(what, wanted);
  return {
    text,
    isWanted:
      ({ words }) =>
      (index) =>
        words[2 * index] === low && words[2 * index + 1] === high,
  };
}

/** A text has a number once a row has named it, so that its bytes are compared once for a batch. */
function wantedText(what: string, wanted: Wanted): { readonly text: string; readonly isWanted: IsWanted } {
  if (
    typeof wanted !== 'string' ||
    parseTextId(wanted) !== undefined ||
    wanted !== trimPadding(wanted, true)
  ) {
    throw new TypeError(
      `${what}: its ids are texts of 1 to ${MOST_ID_BYTES} bytes without spaces at their ends, and the ${typeof wanted} ` +
        `${JSON.stringify(String(wanted))} is not one`,
    );
  }
  return {
    text: JSON.stringify(wanted),
    isWanted: (ids) => {
      const { numbers } = ids;
      const number = ids.find?.(wanted) ?? -1;
      return (index) => numbers[index] === number;
    },
  };
}
