import { typeOf } from '../../../model/column-types.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import { SQL_TYPES } from '../../../model/sql-types.ts';
import { ArrayLiteral } from '../../../store/array-literal.ts';
import type { StagedRows } from '../../../store/derivation/stage.ts';
import { sqlTypeOf } from '../../../store/derivation/table-columns.ts';
import { LatestDate } from './latest-date.ts';

/** A column of rows. */
interface StageColumn {
  readonly name: string;
  readonly isText: boolean;
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
      literal: new ArrayLiteral(),
      latest: typeOf(column).isDated ? new LatestDate() : undefined,
    }));
  }

  /**
   * Adds a row whose fields are known to be usable as they stand: digits, texts without a quote, a date.
   *
   * @param bounds start and end of each field in the bytes, without padding; an empty one is NULL
   */
  addFields(bytes: Uint8Array, bounds: Int32Array): void {
    this.size++;
    let at = 0;
    for (const { isText, literal, latest } of this.#columns) {
      const from = bounds[at++] as number;
      const to = bounds[at++] as number;
      if (isText) {
        literal.addText(bytes, from, to);
      } else {
        literal.addPlain(bytes, from, to);
      }
      latest?.add(bytes, from, to);
    }
  }

  /** Adds a row that was read the careful way: a value for each column. */
  addValues(values: readonly (string | null)[]): void {
    this.size++;
    for (const [index, { literal, latest }] of this.#columns.entries()) {
      const bytes = Buffer.from(values[index] ?? '');
      literal.addText(bytes, 0, bytes.length);
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

  /** All rows; none are left. */
  take(): StagedRows {
    this.size = 0;
    return this.#columns.map(({ literal }) => literal.take());
  }
}
