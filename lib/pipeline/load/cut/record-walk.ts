import { RecordFramer } from '../../../csv/records/framing/record-framer.ts';
import type { RecordShape } from '../../../csv/records/framing/record-rules.ts';

/** Some bytes of a file, in memory. */
export interface Window {
  readonly bytes: Buffer;
  /** Where in the file the first of them is. */
  readonly offset: number;
}

/** Goes from record to record through bytes that are in memory, and looks for the first that begins at a byte or after it. */
export class RecordWalk {
  readonly #framer: RecordFramer;
  readonly #window: Window;
  readonly #target: number;
  #at: number;
  /** Records that were passed: those that are read, and those that are broken or have another number of fields than the header. */
  sound = 0;
  broken = 0;

  /**
   * @param from offset in the file at which a record begins, in the window
   * @param target offset in the file
   */
  constructor(shape: RecordShape, window: Window, from: number, target: number) {
    this.#framer = new RecordFramer(shape, { offset: from, line: 1 }, ({ defect }) => {
      if (defect === undefined) {
        this.sound++;
      } else {
        this.broken++;
      }
    });
    this.#window = window;
    this.#at = from - window.offset;
    this.#target = target;
    this.found = this.#foundHere();
  }

  /** Where the first record at or after the target begins, once the walk has come there. A blank line counts as a record. */
  found: number | undefined;

  /** Where in the file the next record begins: all before it was passed. */
  get offset(): number {
    return this.#framer.offset;
  }

  /** Passes the next record. False when the window ends before the end of that record is known. */
  next(): boolean {
    const { bytes } = this.#window;
    if (this.#at === bytes.length) {
      return false;
    }
    this.#at = this.#framer.frame(bytes, this.#at);
    if (this.#framer.isInside) {
      return false;
    }
    this.found ??= this.#foundHere();
    return true;
  }

  /** Goes on until it is found, or the window ends. */
  toTarget(): number | undefined {
    while (this.found === undefined && this.next()) {
      // The next one may be it.
    }
    return this.found;
  }

  #foundHere(): number | undefined {
    return this.offset >= this.#target ? this.offset : undefined;
  }
}
