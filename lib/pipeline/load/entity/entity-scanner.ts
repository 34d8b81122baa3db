import { isUtf8 } from 'node:buffer';
import type { IdSet } from '../../../aggregation/ids/id-set.ts';
import { BYTE_ORDER_MARK, CR, LF, NUL, QUOTE, SPACE, TAB } from '../../../csv/dialect.ts';
import type { Header } from '../../../csv/header/header.ts';
import { INPUT_BYTES, type LineScanner, type Scanned } from '../../../csv/plain-first-reader.ts';
import type { RecordOptions } from '../../../csv/records/record-parser.ts';
import type { ColumnType } from '../../../model/column-types/column-type.ts';
import { typeOf } from '../../../model/column-types.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';
import type { StageChunk } from './stage-chunk.ts';

/** What is not plain may count all the same. */
const NONE: Scanned['refused'] = [];

/** How the lines of the file are made, and which of their columns are read: the key first. */
export interface EntityScannerOptions
  extends Pick<RecordOptions, 'delimiter' | 'width' | 'names' | 'maxRecordBytes'> {
  readonly columns: readonly ReadColumn[];
  readonly header: Pick<Header, 'columns'>;
}

/** What a column needs to be taken from bytes. */
interface PlainColumn {
  /** Position in the line; -1 when the file has no such column. */
  readonly position: number;
  readonly mayBeEmpty: boolean;
  readonly isPlain: ColumnType['isPlain'];
  /** Whether a field stands for nothing, and counts as empty. */
  readonly isNull: ColumnType['isPlain'] | undefined;
}

/** Whether a field is one of the texts that stand for nothing in a column; undefined where there are none. */
function nullTextsOf({ nulls = [] }: ReadColumn): ColumnType['isPlain'] | undefined {
  if (nulls.length === 0) {
    return undefined;
  }
  const texts = nulls.map((text) => Buffer.from(text));
  return (bytes, from, to) =>
    texts.some((text) => text.length === to - from && text.every((byte, at) => byte === bytes[from + at]));
}

/**
 * Reads plain lines of the entity from bytes to the columns of the stage, without a string for a field. Plain is a line of
 * the right number of columns without a quote or NUL, in UTF-8, whose fields are plain to their types and whose key is new.
 * All others are left to the careful path, which also says what is wrong with them.
 */
export class EntityScanner implements LineScanner {
  readonly input: Buffer;
  readonly #options: EntityScannerOptions;
  readonly #delimiter: number;
  readonly #columns: readonly PlainColumn[];
  readonly #keys: IdSet;
  /** The name of the key in the header: a line that has it there may be the header once more. */
  readonly #keyName: Buffer;
  readonly #chunk: StageChunk;
  readonly #ends: Int32Array;
  /** Start and end of each column's field, without its padding. */
  readonly #bounds: Int32Array;
  /** Whether the whole input is known to be UTF-8: where it is not, each line is looked at. */
  #valid = false;
  #checked = false;

  /**
   * @param keys the keys of the rows so far; those of plain lines are added, as the rows are to `chunk`
   * @param input INPUT_BYTES of memory, when it is not to have its own
   */
  constructor(
    options: EntityScannerOptions,
    keys: IdSet,
    chunk: StageChunk,
    input: Buffer = Buffer.allocUnsafeSlow(INPUT_BYTES),
  ) {
    this.input = input;
    const { columns, header, delimiter, width } = options;
    this.#options = options;
    this.#delimiter = delimiter.charCodeAt(0);
    this.#columns = columns.map((column) => ({
      position: header.columns[column.name] ?? -1,
      mayBeEmpty: !column.required,
      isPlain: typeOf(column).isPlain,
      isNull: nullTextsOf(column),
    }));
    this.#keys = keys;
    this.#keyName = Buffer.from(options.names?.[this.#columns[0]?.position ?? -1] ?? '');
    this.#chunk = chunk;
    this.#ends = new Int32Array(width);
    this.#bounds = new Int32Array(2 * columns.length);
  }

  begin(): void {
    this.#checked = false;
  }

  scan(from: number, to: number): Scanned {
    if (!this.#checked) {
      this.#valid = isUtf8(this.input.subarray(from, to));
      this.#checked = true;
    }
    let at = from;
    let lines = 0;
    while (at < to) {
      const end = this.#split(at);
      if (end < 0 || !this.#add(at)) {
        break;
      }
      at = end + 1;
      lines++;
    }
    return { at, lines, refused: NONE };
  }

  /** Finds where the fields of the line at `start` end. Returns where its LF stands, or -1 when it is not plain. */
  #split(start: number): number {
    const input = this.input;
    const delimiter = this.#delimiter;
    const ends = this.#ends;
    const { width } = this.#options;
    let column = 0;
    let seen = 0;
    let at = start;
    for (;;) {
      const byte = input[at] as number;
      seen |= byte;
      if (byte === delimiter) {
        if (column === width) {
          return -1;
        }
        ends[column++] = at;
      } else if (byte === LF) {
        break;
      } else if (byte === QUOTE || byte === NUL) {
        return -1;
      }
      at++;
    }
    if (column !== width - 1 || !this.#isValid(start, at, seen) || this.#hasMark(start)) {
      return -1;
    }
    let end = at;
    while (end > start && input[end - 1] === CR) {
      end--;
    }
    ends[column] = end;
    return at;
  }

  /** Whether a byte order mark stands there. */
  #hasMark(at: number): boolean {
    return (
      this.input[at] === BYTE_ORDER_MARK[0] &&
      BYTE_ORDER_MARK.every((byte, index) => this.input[at + index] === byte)
    );
  }

  /** Whether the line `input[from, to)` is short enough, and in UTF-8; `seen` has all bits that occur in it. */
  #isValid(from: number, to: number, seen: number): boolean {
    if (to - from > this.#options.maxRecordBytes) {
      return false;
    }
    return this.#valid || seen < 0x80 || isUtf8(this.input.subarray(from, to));
  }

  /** Adds the row of the line at `start`, whose fields were found. False, and nothing added, when it is not plain. */
  #add(start: number): boolean {
    const bounds = this.#bounds;
    let at = 0;
    for (const { position, mayBeEmpty, isPlain, isNull } of this.#columns) {
      const from = position < 0 ? 0 : this.#from(position, start);
      let to = position < 0 ? 0 : this.#to(position, from);
      if (isNull?.(this.input, from, to)) {
        to = from;
      }
      if (!((mayBeEmpty && from === to) || isPlain(this.input, from, to))) {
        return false;
      }
      bounds[at++] = from;
      bounds[at++] = to;
    }
    // The key comes first, and is an id: it was found to be plain just now.
    const known = this.#keys.size;
    if (this.#isKeyName(bounds[0] as number, bounds[1] as number)) {
      return false;
    }
    if (this.#keys.addBytes(this.input, bounds[0] as number, bounds[1] as number) !== known) {
      return false;
    }
    this.#chunk.addFields(this.input, bounds);
    return true;
  }

  #isKeyName(from: number, to: number): boolean {
    const name = this.#keyName;
    return to - from === name.length && name.every((byte, at) => byte === this.input[from + at]);
  }

  /** Where a field begins, after its padding. */
  #from(column: number, start: number): number {
    const end = this.#ends[column] as number;
    let from = column === 0 ? start : (this.#ends[column - 1] as number) + 1;
    while (from < end && this.#isPadding(this.input[from] as number)) {
      from++;
    }
    return from;
  }

  /** Where a field that begins at `from` ends, before its padding. */
  #to(column: number, from: number): number {
    let to = this.#ends[column] as number;
    while (to > from && this.#isPadding(this.input[to - 1] as number)) {
      to--;
    }
    return to;
  }

  #isPadding(byte: number): boolean {
    return byte === SPACE || (byte === TAB && this.#delimiter !== TAB);
  }
}
