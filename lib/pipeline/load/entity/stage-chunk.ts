import { typeOf } from '../../../model/column-types.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import { SQL_TYPES } from '../../../model/sql-types.ts';
import { ArrayLiteral } from '../../../store/array-literal.ts';
import { dayNumber } from '../../../store/day-number.ts';
import type { StagedRows } from '../../../store/derivation/stage/stage.ts';
import { isStagedAsDays } from '../../../store/derivation/stage/staged-as.ts';
import { sqlTypeOf } from '../../../store/derivation/table-columns.ts';
import { LatestDate } from './latest-date.ts';
import type { PlainRows } from './lines/plain-rows.ts';

/** Rows given to the stage at a time, or bytes of long ones: enough to make the round trip cheap, few enough for its memory. */
const CHUNK_ROWS = 20_000;
const CHUNK_BYTES = 8 * 1024 * 1024;

/** A column of rows. */
interface StageColumn {
  readonly name: string;
  readonly isText: boolean;
  /** Whether it is one of dates, which are staged as numbers. */
  readonly isDays: boolean;
  readonly literal: ArrayLiteral;
  /** Of a column of dates or timestamps the latest. */
  readonly latest: LatestDate | undefined;
}

/** Rows on their way to the stage, column by column, in the form in which the database takes them. */
export class StageChunk {
  /** How many there are. */
  size = 0;
  readonly #columns: readonly StageColumn[];

  constructor(columns: readonly ReadColumn[]) {
    this.#columns = columns.map((column) => ({
      name: column.name,
      isText: SQL_TYPES[sqlTypeOf(column)].isText,
      isDays: isStagedAsDays(column),
      literal: new ArrayLiteral(),
      latest: typeOf(column).isDated ? new LatestDate() : undefined,
    }));
  }

  /** Whether there are so many rows that it is time to take them. */
  get isFull(): boolean {
    return (
      this.size >= CHUNK_ROWS ||
      this.#columns.reduce((sum, { literal }) => sum + literal.length, 0) >= CHUNK_BYTES
    );
  }

  /** Whether a column is one of texts, by its place. */
  isText(column: number): boolean {
    return this.#columns[column]?.isText === true;
  }

  /** Adds plain rows [from, to), whose fields are usable as they stand: digits, texts, a date; an empty one is NULL. */
  addRows(rows: PlainRows, from: number, to: number): void {
    this.size += to - from;
    for (const [index, { isText, isDays, literal, latest }] of this.#columns.entries()) {
      if (isDays) {
        addDays(literal, rows.input, rows.boundsOf(index).subarray(2 * from, 2 * to));
      } else {
        literal.addElements(rows.elementsOf(index, from, to, isText));
      }
      latest?.addAll(rows.input, rows.boundsOf(index), from, to);
    }
  }

  /** Adds a row that was read the careful way: a value for each column. */
  addValues(values: readonly (string | null)[]): void {
    this.size++;
    for (const [index, { isDays, literal, latest }] of this.#columns.entries()) {
      const bytes = Buffer.from(values[index] ?? '');
      if (isDays) {
        addDays(literal, bytes, Uint32Array.of(0, bytes.length));
      } else {
        literal.addText(bytes, 0, bytes.length);
      }
      latest?.add(bytes, 0, bytes.length);
    }
  }

  /** The latest date of each column of dates that has any, of all rows that were added, taken or not. */
  get latest(): ReadonlyMap<string, string> {
    const dated = this.#columns.flatMap(({ name, latest }) =>
      latest?.text ? [[name, latest.text] as const] : [],
    );
    return new Map(dated);
  }

  /** All rows; none are left. Valid until those that follow are taken, and one more is added. */
  take(): StagedRows {
    const rows = this.size;
    this.size = 0;
    return { rows, columns: this.#columns.map(({ literal }) => literal.takeBytes()) };
  }
}

/** Adds dates, each of which begins and ends where `bounds` says; NULL for an empty one. */
function addDays(literal: ArrayLiteral, bytes: Uint8Array, bounds: Uint32Array): void {
  for (let at = 0; at < bounds.length; at += 2) {
    const from = bounds[at] as number;
    if (from === bounds[at + 1]) {
      literal.addText(bytes, from, from);
    } else {
      literal.addNumber(dayNumber(bytes, from));
    }
  }
}
