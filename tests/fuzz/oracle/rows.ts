import type { OracleRecord } from './body.ts';
import type { OracleColumn } from './declaration.ts';
import { dateOf, idListOf, integerOf, isNullLike, textIdListOf, textIdOf } from './values.ts';

/** What is listed of a reject or a warning. */
export interface Found {
  readonly line: number;
  readonly column: string | null;
  readonly reason: string;
  readonly raw: string;
}

/** A value of a column: null for none, a list without its repetitions. */
export type Value = bigint | string | null | readonly bigint[] | readonly string[];

/** A row that counts. */
export interface Row {
  readonly line: number;
  readonly raw: string;
  /** By column; the key is among them. */
  readonly values: Readonly<Record<string, Value>>;
}

export interface Rows {
  readonly rows: readonly Row[];
  readonly found: readonly Found[];
}

/** A field, and what is wrong with it, if something is. */
interface Judged {
  readonly value: Value;
  readonly fault?: string;
}

/** By which a row counts all the same: with none of the ids, or with the text. */
const ONLY_WARNINGS: readonly string[] = ['bad_id_list', 'bad_text_id_list', 'null_text'];
const isWarning = ({ fault }: Judged): boolean => fault !== undefined && ONLY_WARNINGS.includes(fault);

/**
 * The rows that count, as far as their own file tells. Of several things wrong with a row the first column at fault is told;
 * then whether its id is there already: the first row of an id, among those whose values are usable, stays.
 *
 * @param columns those that are read: the key first, lists last
 * @param places where each of them is that the file has
 */
export function rowsOf(
  records: readonly OracleRecord[],
  columns: readonly OracleColumn[],
  places: Readonly<Record<string, number>>,
): Rows {
  const rows: Row[] = [];
  const found: Found[] = [];
  const ids = new Set<Value>();
  const key = columns[0]?.name ?? '';
  for (const { line, raw, reason, fields } of records) {
    const note = (column: string | null, why: string) => found.push({ line, column, reason: why, raw });
    if (reason !== undefined) {
      note(null, reason);
      continue;
    }
    const judged = columns.map((column) => {
      const place = places[column.name];
      return { name: column.name, ...judge(column, place === undefined ? undefined : (fields[place] ?? '')) };
    });
    const reject = judged.find((own) => own.fault !== undefined && !isWarning(own));
    const values = Object.fromEntries(judged.map(({ name, value }) => [name, value]));
    const id = values[key] ?? null;
    if (reject?.fault !== undefined) {
      note(reject.name, reject.fault);
    } else if (ids.has(id)) {
      note(key, 'duplicate_id');
    } else {
      ids.add(id);
      rows.push({ line, raw, values });
      for (const { name, fault = '' } of judged.filter(isWarning)) {
        note(name, fault);
      }
    }
  }
  return { rows, found };
}

/** @param text the field; undefined when the file has no such column */
function judge({ type, optional, isDoubted }: OracleColumn, text: string | undefined): Judged {
  if (text === undefined || (text === '' && (optional || type === 'text'))) {
    return { value: type === 'list' || type === 'textList' ? [] : null };
  }
  const judged = JUDGES[type](text);
  const isDoubtful = type === 'textId' && isDoubted === true && isNullLike(text);
  return isDoubtful && judged.fault === undefined ? { ...judged, fault: 'null_text' } : judged;
}

const JUDGES: Readonly<Record<OracleColumn['type'], (text: string) => Judged>> = {
  text: (text) => ({ value: text, ...(isNullLike(text) && { fault: 'null_text' }) }),
  date(text) {
    const date = dateOf(text);
    return date === 'bad_date' ? { value: null, fault: date } : { value: date };
  },
  integer: integerJudged,
  id: integerJudged,
  textId(text) {
    const read = textIdOf(text);
    return typeof read === 'string' ? { value: null, fault: read } : { value: read.id };
  },
  list(text) {
    const ids = idListOf(text);
    return typeof ids === 'string' ? { value: [], fault: ids } : { value: [...new Set(ids)] };
  },
  textList(text) {
    const ids = textIdListOf(text);
    return typeof ids === 'string' ? { value: [], fault: ids } : { value: [...new Set(ids)] };
  },
};

function integerJudged(text: string): Judged {
  const integer = integerOf(text);
  return typeof integer === 'string' ? { value: null, fault: integer } : { value: integer };
}
