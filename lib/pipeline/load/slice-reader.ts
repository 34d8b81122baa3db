import { type LineScanner, PlainFirstReader, type ReadEntry } from '../../csv/plain-first-reader.ts';
import type { CsvRecord } from '../../csv/records/entry.ts';
import type { PartProgress } from '../../store/runs/progress.ts';
import type { Findings } from '../findings/findings.ts';
import { nextStart } from './cut/record-places.ts';
import { eachEntry } from './rows/each-record.ts';
import { type bytesOf, firstLine, type OnProgress, orChanged, recordOptions, type Slice } from './slice.ts';

/** Where the bytes come from, and where what is wrong with them goes. */
export interface ReadingOptions {
  readonly findings: Findings;
  readonly maxRecordBytes: number;
  readonly openBytes: typeof bytesOf;
  readonly onProgress?: OnProgress | undefined;
}

/** How many records and physical lines there were. */
export interface ReadCounts {
  readonly read: number;
  readonly lines: number;
}

/** The same, and where it ended: after the last record, in bytes of the source. */
export interface ReadToEnd extends ReadCounts {
  readonly ends: number;
}

/** Reads a slice: plain lines by the scanner, all other records by `onRecord`, in file order. */
export class SliceReader {
  readonly #slice: Slice;
  readonly #scanner: LineScanner;
  readonly #options: ReadingOptions;
  readonly #onRecord: (record: CsvRecord) => void;
  readonly #reader: PlainFirstReader;
  #at: number;
  #careful = 0;
  #bytes = 0;

  constructor(
    slice: Slice,
    scanner: LineScanner,
    options: ReadingOptions,
    onRecord: (record: CsvRecord) => void,
  ) {
    this.#slice = slice;
    this.#scanner = scanner;
    this.#options = options;
    this.#onRecord = onRecord;
    this.#reader = new PlainFirstReader(scanner, recordOptions(slice, options.maxRecordBytes));
    this.#at = slice.fromByte;
  }

  /** Whether a record was begun whose end has not come yet. */
  get isInside(): boolean {
    return this.#reader.isInside;
  }

  /** How far it is. */
  get progress(): PartProgress {
    const read = this.#reader.plainLines + this.#careful;
    return { bytes: this.#bytes, read, rejected: this.#options.findings.rejected };
  }

  /** Physical line of the next record's start. */
  get line(): number {
    return this.#reader.line;
  }

  /**
   * Reads on, up to a byte of the file, or to its end.
   *
   * @param afterChunk awaited after every chunk of bytes: for what must not pile up
   * @param isEnough asked after every chunk: whether no more of them are to be read
   * @throws InputError INPUT_CHANGED when the file is gone or ends too soon
   */
  async readTo(
    byte: number | undefined,
    afterChunk?: () => Promise<void>,
    isEnough?: () => boolean,
  ): Promise<void> {
    if (byte !== undefined && byte <= this.#at) {
      return;
    }
    const { toByte: _end, ...rest } = this.#slice;
    const range = { ...rest, fromByte: this.#at, ...(byte !== undefined && { toByte: byte }) };
    const before = this.#bytes;
    let length = 0;
    try {
      const stream = this.#options.openBytes(range, () => this.#scanner.input);
      for await (const chunk of stream) {
        // Before it is read: when the scanner's memory grows, what showed the old one is empty.
        length += chunk.length;
        this.#bytes = before + (stream.storedBytes ?? length);
        for (const entries of this.#reader.read(chunk)) {
          this.#add(entries);
        }
        await this.#options.onProgress?.(this.progress);
        await afterChunk?.();
        if (isEnough?.()) {
          break;
        }
      }
    } catch (error) {
      throw orChanged(error);
    }
    this.#at += length;
  }

  /**
   * Reads on, up to the end of the slice, and of the record that begins in it and ends after it.
   *
   * @param afterChunk as readTo has it
   * @throws InputError as readTo does
   */
  async readToEnd(afterChunk?: () => Promise<void>): Promise<void> {
    const { toByte, version } = this.#slice;
    await this.readTo(toByte, afterChunk);
    if (toByte !== undefined && toByte < version.size && this.isInside) {
      const end = await nextStart(this.#slice, this.#reader.offset, toByte, this.#options);
      await this.readTo(end, afterChunk);
    }
  }

  /**
   * Ends the last record, when no line end did.
   *
   * @returns what was read from the slice's start on
   */
  finish(): ReadToEnd {
    this.#add(this.#reader.finish());
    return { read: this.progress.read, lines: this.line - firstLine(this.#slice), ends: this.#at };
  }

  #add(entries: readonly ReadEntry[]): void {
    this.#careful += eachEntry(entries, this.#options.findings, this.#onRecord);
  }
}
