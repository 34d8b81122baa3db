import { isUtf8 } from 'node:buffer';
import type { IdSet } from '../../../aggregation/ids/id-set.ts';
import type { Header } from '../../../csv/header/header.ts';
import type { LineScanner, Scanned } from '../../../csv/plain-first-reader.ts';
import type { RecordOptions } from '../../../csv/records/record-parser.ts';
import { typeOf } from '../../../model/column-types.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import { isText, type MarkUnusable, unusableMarker } from './entity-column.ts';
import type { PlainRows } from './lines/plain-rows.ts';
import type { StageChunk } from './stage-chunk.ts';

const QUOTE_MARK = '"';

/** How the lines of the file are made, and which of their columns are read: the key first. */
export interface EntityScannerOptions
  extends Pick<RecordOptions, 'delimiter' | 'width' | 'names' | 'maxRecordBytes'> {
  readonly columns: readonly ReadColumn[];
  readonly header: Pick<Header, 'columns'>;
}

/**
 * Reads plain lines of the entity from bytes to the columns of the stage, without a string for a field. Plain is a line of
 * the right number of columns without a NUL, in UTF-8, whose quotes are round whole fields, whose fields are plain to their types,
 * and whose key is new. All others are left to the careful path, which also says what is wrong with them.
 */
export class EntityScanner implements LineScanner {
  readonly input: Buffer;
  readonly #rows: PlainRows;
  readonly #markers: readonly MarkUnusable[];
  readonly #keys: IdSet;
  /** The name of the key in the header, if it could be a key: a line that has it there may be the header once more. */
  readonly #keyName: Buffer | undefined;
  readonly #chunk: StageChunk;
  /** Whether the whole input is known to be UTF-8: where it is not, each line is looked at. */
  #valid = false;
  #checked = false;

  /**
   * @param keys the keys of the rows so far; those of plain lines are added, as the rows are to `chunk`
   * @param rows made for as many columns; its input is what is scanned
   */
  constructor(options: EntityScannerOptions, keys: IdSet, chunk: StageChunk, rows: PlainRows) {
    const { columns, header, names } = options;
    this.input = rows.input;
    this.#rows = rows;
    this.#keys = keys;
    this.#chunk = chunk;
    this.#markers = columns.map(unusableMarker);
    this.#keyName = keyNameOf(columns[0], header, names);
    rows.setFile(
      options,
      columns.map(({ name, nulls = [] }, index) => ({
        position: header.columns[name],
        // As a field has them, keys and what stands for nothing could not be compared.
        takesDoubled: index > 0 && chunk.isText(index) && !nulls.some((text) => text.includes(QUOTE_MARK)),
      })),
    );
  }

  begin(): void {
    this.#checked = false;
    this.#rows.forget();
  }

  scan(from: number, to: number): Scanned {
    if (!this.#checked) {
      this.#valid = isUtf8(this.input.subarray(from, to));
      this.#checked = true;
    }
    let at = from;
    let lines = 0;
    while (at < to) {
      const row = this.#rowAt(at, to);
      const stop = row < 0 ? row : this.#add(row);
      if (stop === row) {
        break;
      }
      lines += stop - row;
      at = this.#rows.startOf(stop);
    }
    return { at, lines };
  }

  /** The row that begins there, in a window that was looked at already or in the next one; -1 when its line is longer than that. */
  #rowAt(at: number, to: number): number {
    const rows = this.#rows;
    const known = rows.rowAt(at);
    if (known >= 0 || rows.find(at, to) === 0) {
      return known;
    }
    this.#markInvalid();
    for (const [column, mark] of this.#markers.entries()) {
      mark(this.input, rows.boundsOf(column), rows.size, rows.notPlain);
    }
    this.#markNames();
    return 0;
  }

  /** Marks the rows that are not in UTF-8. */
  #markInvalid(): void {
    const { size, notPlain } = this.#rows;
    if (this.#valid || this.#isValid(0, size)) {
      return;
    }
    for (let row = 0; row < size; row++) {
      if (!this.#isValid(row, row + 1)) {
        notPlain[row] = 1;
      }
    }
  }

  #isValid(from: number, to: number): boolean {
    return isUtf8(this.input.subarray(this.#rows.startOf(from), this.#rows.startOf(to)));
  }

  /** Marks the rows whose key is its name. */
  #markNames(): void {
    const name = this.#keyName;
    if (!name) {
      return;
    }
    const { size, notPlain } = this.#rows;
    const bounds = this.#rows.boundsOf(0);
    for (let row = 0, at = 0; row < size; row++, at += 2) {
      const from = bounds[at] as number;
      if (bounds[at + 1] === from + name.length && isText(name, this.input, from)) {
        notPlain[row] = 1;
      }
    }
  }

  /** Adds rows from one on, up to the first that is not plain, or whose key is known. Returns which that is, or how many there are. */
  #add(first: number): number {
    const { notPlain, size } = this.#rows;
    let plain = first;
    while (plain < size && notPlain[plain] === 0) {
      plain++;
    }
    const stop = this.#keys.addNew(this.input, this.#rows.boundsOf(0), first, plain);
    if (stop > first) {
      this.#chunk.addRows(this.#rows, first, stop);
    }
    return stop;
  }
}

function keyNameOf(
  key: ReadColumn | undefined,
  header: Pick<Header, 'columns'>,
  names: readonly string[] = [],
): Buffer | undefined {
  const name = Buffer.from(names[header.columns[key?.name ?? ''] ?? -1] ?? '');
  return key && typeOf(key).isPlain(name, 0, name.length) ? name : undefined;
}
