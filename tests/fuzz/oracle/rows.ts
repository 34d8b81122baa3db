import { type OracleRecord, REPEATED_HEADER } from './body.ts';
import type { OracleColumn } from './declaration.ts';
import { bare } from './text.ts';
import { dateOf, idListOf, integerOf, isNullLike, textIdListOf, textIdOf } from './values.ts';

/** What is listed of a reject or a warning. */
export interface Found {
  readonly line: number;
  /** Of its end; the same where it has but one. */
  readonly lastLine: number;
  readonly column: string | null;
  readonly reason: string;
  readonly raw: string;
}

/** A value of a column: null for none, a list without its repetitions. */
export type Value = bigint | string | null | readonly bigint[] | readonly string[];

/** A row that counts. */
export interface Row {
  readonly line: number;
  readonly lastLine: number;
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

/** A row that covers more lines is doubted. */
const MOST_LINES = 5;
/** So is a date before this one. */
const EARLIEST = '1900-01-01';

/** By which a row counts all the same: with none of the ids, or with the text. */
const ONLY_WARNINGS: readonly string[] = ['bad_id_list', 'bad_text_id_list', 'null_text', 'early_date'];
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
  const last = records.findLast(({ reason }) => reason !== REPEATED_HEADER);
  for (const record of records) {
    const { line, lastLine, raw, reason, fields } = record;
    const note = (column: string | null, why: string) =>
      found.push({ line, lastLine, column, reason: why, raw });
    if (reason !== undefined) {
      note(null, reason);
      continue;
    }
    const judged = columns.map((column) => ({ name: column.name, ...judge(column, fields, places) }));
    const reject = judged.find((own) => own.fault !== undefined && !isWarning(own));
    const values = Object.fromEntries(judged.map(({ name, value }) => [name, value]));
    const id = values[key] ?? null;
    if (reject?.fault !== undefined) {
      note(reject.name, reject.fault);
    } else if (ids.has(id)) {
      note(key, 'duplicate_id');
    } else {
      ids.add(id);
      rows.push({ line, lastLine, raw, values });
      for (const { name, fault = '' } of [
        ...judged.filter(isWarning),
        ...doubtsOf(record, record === last),
      ]) {
        note(name, fault);
      }
    }
  }
  return { rows, found };
}

/** What makes one look at a row twice that counts. */
const doubtsOf = ({ line, lastLine, isUnended, hasRowsInside }: OracleRecord, isLast: boolean) => [
  ...(lastLine - line + 1 > MOST_LINES || hasRowsInside ? [{ name: null, fault: 'long_value' }] : []),
  ...(isLast && isUnended ? [{ name: null, fault: 'unended_line' }] : []),
];

function judge(
  { name, type, optional, isDoubted }: OracleColumn,
  fields: readonly string[],
  places: Readonly<Record<string, number>>,
): Judged {
  const place = places[name];
  const field = place === undefined ? undefined : (fields[place] ?? '');
  const text = field !== undefined && type !== 'text' ? bare(field) : field;
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
    if (date === 'bad_date') {
      return { value: null, fault: date };
    }
    return date < EARLIEST ? { value: date, fault: 'early_date' } : { value: date };
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
