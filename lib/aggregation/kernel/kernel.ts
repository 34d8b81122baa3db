import { CR } from '../../csv/dialect.ts';
import { INPUT_BYTES, type LineScanner, type Scanned } from '../../csv/plain-first-reader.ts';
import { instantiate, type KernelExports } from './instance.ts';
import {
  declare,
  declareNext,
  type KernelOptions,
  type KernelPlaces,
  MOST_COLUMNS,
} from './kernel-options.ts';
import { REFUSAL_REASONS, RefusedLine } from './refused-line.ts';
import { WideIds } from './wide-ids.ts';

/** Ids below this have a bit each in the kernel (assembly/tables/id-set.ts). */
const DENSE = 2n ** 27n;

/** Words that the kernel notes of a line it refuses (assembly/refusals.ts). */
const REFUSAL_WORDS = 5;

/**
 * The events so far: the ids that count, and what they add up to. Plain lines are added by `scan`, everything else by `add`,
 * in file order. Exact: ids to 2^63-1, sums to 2^128.
 */
export class Kernel implements LineScanner {
  readonly exports: KernelExports;
  /** How many slots and references there are. */
  readonly slots: number;
  readonly references: number;
  /** Ids that the bitmap of the kernel does not cover. */
  readonly wideIds: WideIds;
  /** Where it keeps its columns. */
  readonly places: KernelPlaces;
  readonly #input: number;
  /** The name of each column by its position. */
  #names: readonly (string | undefined)[];
  /** Columns of a line. */
  #width: number;
  #bytes: Buffer;

  /** @throws RangeError when there are more slots or columns than it has room for, or the file has one column */
  constructor(options: KernelOptions, kernel: KernelExports = instantiate()) {
    const { slots, references, names, suspects = [], taken = [] } = options;
    this.places = declare(options, kernel);
    const wideTaken: bigint[] = [];
    for (const id of taken) {
      if (id >= DENSE) {
        wideTaken.push(id);
      } else {
        kernel.addEventId(id);
      }
    }
    for (const id of [...suspects, ...wideTaken]) {
      kernel.suspect(id);
    }
    this.exports = kernel;
    this.slots = slots.length;
    this.references = references.length;
    this.wideIds = new WideIds(suspects, wideTaken);
    this.#input = kernel.input();
    this.#names = names;
    this.#width = options.width;
    this.#bytes = Buffer.from(kernel.memory.buffer, this.#input, INPUT_BYTES);
  }

  /**
   * Goes on with another file of the same input, whose columns stand elsewhere, or are absent.
   *
   * @throws RangeError when it has one column
   */
  beginFile(options: KernelOptions): void {
    declareNext(options, this.places, this.exports);
    this.#names = options.names;
    this.#width = options.width;
  }

  get input(): Buffer {
    // When the memory grows, it is a new one, and what showed the old one is empty.
    if (this.#bytes.length === 0) {
      this.#bytes = Buffer.from(this.exports.memory.buffer, this.#input, INPUT_BYTES);
    }
    return this.#bytes;
  }

  begin(): void {
    this.exports.beginChunk();
  }

  scan(from: number, to: number): Scanned {
    let at = from;
    let lines = 0;
    const refused: RefusedLine[] = [];
    if (this.#width > MOST_COLUMNS) {
      return { at, lines, refused };
    }
    for (;;) {
      at = this.exports.scan(this.#input + at, this.#input + to) - this.#input;
      const count = this.exports.refusalCount();
      if (count > 0) {
        this.#takeRefusals(count, lines, refused);
      }
      lines += this.exports.linesTaken();
      if (!this.takeWideIds()) {
        return { at, lines, refused };
      }
    }
  }

  /** Adds the lines that the last scan refused, after so many others. */
  #takeRefusals(count: number, lines: number, refused: RefusedLine[]): void {
    const { input } = this;
    const words = new Uint32Array(this.exports.memory.buffer, this.exports.refusals(), count * REFUSAL_WORDS);
    const word = (at: number) => words[at] as number;
    for (let at = 0; at < words.length; at += REFUSAL_WORDS) {
      const start = word(at) - this.#input;
      const to = word(at + 1) - this.#input;
      const contentEnd = to > start && input[to - 1] === CR ? to - 1 : to;
      const reason = REFUSAL_REASONS[word(at + 3)] ?? 'not_an_integer';
      const column = reason === 'wrong_column_count' ? null : (this.#names[word(at + 4)] ?? null);
      refused.push(new RefusedLine(lines + word(at + 2), reason, column, input, start, contentEnd));
    }
  }

  /** Adds the id of an event. False when one of that id is there already. */
  addId(id: bigint): boolean {
    if (this.wideIds.isKnown(id)) {
      return false;
    }
    this.takeWideIds();
    return this.exports.addEventId(id) !== 0;
  }

  /** Adds an event whose id was added: a value or NULL per slot, and per reference the distinct ids that it names. */
  add(owner: bigint, values: readonly (bigint | null)[], references: readonly (readonly bigint[])[]): void {
    const record = this.exports.beginEvent(owner);
    for (const [slot, value] of values.entries()) {
      if (value !== null) {
        this.exports.addValue(record, slot, value);
      }
    }
    this.exports.endEvent(record);
    for (const [reference, ids] of references.entries()) {
      for (const id of ids) {
        this.exports.addReferenced(reference, id);
      }
    }
  }

  /** Takes the wide ids out of the kernel when it has no room for more, or if told to. */
  takeWideIds(always = false): boolean {
    const count = this.exports.wideIdCount();
    if (count === 0 || (!always && count < WideIds.BATCH)) {
      return false;
    }
    this.wideIds.append(new BigUint64Array(this.exports.memory.buffer, this.exports.wideIds(), count));
    this.exports.clearWideIds();
    return true;
  }
}
