import type { RecordOptions } from '../../../../csv/records/record-parser.ts';
import { instantiate, type LineExports } from './instance.ts';

/** Position of a column that the file lacks. */
const ABSENT = 0xffff_ffff;

/** How a column is read. */
export interface PlacedColumn {
  /** Position in the line; undefined when the file has no such column. */
  readonly position: number | undefined;
  /** Whether a quote inside may be doubled: then it is so in the field, too. */
  readonly takesDoubled: boolean;
}

/**
 * The lines of a window of the input, split into fields by assembly/: those with the right number of columns and with quotes only
 * where they may be are plain, as far as it looks. Callers take further ones away from these.
 */
export class PlainRows {
  /** Where bytes go that are to be read. */
  readonly input: Buffer;
  /** A byte for each row: 0 where it is plain. */
  readonly notPlain: Uint8Array;
  /** How many lines there are in the window. */
  size = 0;
  readonly #lines: LineExports;
  readonly #starts: Uint32Array;
  readonly #bounds: readonly Uint32Array[];
  /** Elements of an array, as they are written last. */
  readonly #output: Buffer;
  /** The first row that was not passed over. */
  #next = 0;

  /** @param columns how many are read */
  constructor(inputBytes: number, columns: number) {
    const lines = instantiate();
    lines.initialise(inputBytes, columns);
    const { buffer } = lines.memory;
    const rows = lines.rowLimit.value;
    this.#lines = lines;
    this.input = Buffer.from(buffer, lines.input(), inputBytes);
    this.notPlain = new Uint8Array(buffer, lines.notPlain.value, rows);
    this.#starts = new Uint32Array(buffer, lines.starts.value, rows + 1);
    this.#bounds = Array.from({ length: columns }, (_, column) => {
      return new Uint32Array(buffer, lines.boundsOf(column), 2 * rows);
    });
    this.#output = Buffer.from(buffer, lines.output.value);
  }

  /** Says how the lines of the file are made that comes next, and where its columns are. */
  setFile(
    { delimiter, width, maxRecordBytes }: Pick<RecordOptions, 'delimiter' | 'width' | 'maxRecordBytes'>,
    columns: readonly PlacedColumn[],
  ): void {
    this.forget();
    this.#lines.setFile(delimiter.charCodeAt(0), width, maxRecordBytes);
    for (const [index, { position = ABSENT, takesDoubled }] of columns.entries()) {
      this.#lines.placeColumn(index, position, takesDoubled);
    }
  }

  /** Forgets the window: the bytes of the input are new. */
  forget(): void {
    this.size = 0;
    this.#next = 0;
  }

  /** The row that begins at a place in the input, at or after the last one that was asked for; -1 when none does. */
  rowAt(at: number): number {
    const { size } = this;
    while (this.#next < size && (this.#starts[this.#next] as number) < at) {
      this.#next++;
    }
    return this.#next < size && this.#starts[this.#next] === at ? this.#next : -1;
  }

  /** Finds the lines of `input[from, to)` that end in one window. Returns how many there are: none when the first is too long for it. */
  find(from: number, to: number): number {
    this.#next = 0;
    this.size = this.#lines.findRows(from, to);
    return this.size;
  }

  /** Where a row begins; of the one after the last, where that ends. */
  startOf(row: number): number {
    return this.#starts[row] as number;
  }

  /** For each row the start and the end of its field in a column, without quotes and padding; only those of plain rows are told. */
  boundsOf(column: number): Uint32Array {
    return this.#bounds[column] as Uint32Array;
  }

  /** The fields of a column in rows [from, to) as elements of an array literal, a comma between them. Valid until the next call. */
  elementsOf(column: number, from: number, to: number, areTexts: boolean): Buffer {
    const lines = this.#lines;
    const length = areTexts ? lines.writeTexts(column, from, to) : lines.writePlain(column, from, to);
    return this.#output.subarray(0, length - 1);
  }
}
