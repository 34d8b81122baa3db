import { isUtf8 } from 'node:buffer';
import { INPUT_BYTES, type LineScanner, type Scanned } from '../../csv/plain-first-reader.ts';
import { parseInteger } from '../../csv/values/integers.ts';
import { MOST_ID_BYTES, parseTextId } from '../../csv/values/text-ids.ts';
import type { Id } from '../../model/id-types.ts';
import type { KernelExports } from './instance.ts';
import {
  declare,
  declareNext,
  type KernelOptions,
  type KernelPlaces,
  type KernelReference,
  MOST_COLUMNS,
} from './kernel-options.ts';
import { KernelRefusals } from './refused-lines.ts';
import { WideIds } from './wide-ids.ts';

/** Ids below this have a bit each in the kernel (assembly/tables/id-set.ts). */
const DENSE = 2n ** 27n;

/** Room for one text; the kernel reads eight bytes at a time, and so after its end. */
const TEXT_BYTES = MOST_ID_BYTES + 8;

/**
 * The events so far: the ids that count, and what they add up to. Plain lines are added by `scan`, everything else by `add`,
 * in file order. Exact: ids to 2^63-1, sums to 2^128.
 */
export class Kernel implements LineScanner {
  readonly exports: KernelExports;
  /** How many slots there are, and which references. */
  readonly slots: number;
  readonly references: readonly KernelReference[];
  readonly ownersAreTexts: boolean;
  /** Ids that the bitmap of the kernel does not cover; of texts their hashes. */
  readonly wideIds: WideIds;
  /** Where it keeps its columns. */
  readonly places: KernelPlaces;
  readonly #input: number;
  /** Where a text goes that the kernel is asked about. */
  readonly #text: number;
  /** The name of each column by its position. */
  #names: readonly (string | undefined)[];
  /** Columns of a line. */
  #width: number;
  #bytes: Buffer;
  readonly #refused = new KernelRefusals();

  /** @throws RangeError when there are more slots or columns than it has room for, or the file has one column */
  constructor(options: KernelOptions, kernel: KernelExports) {
    const { slots, references, columnNames, suspects = [], taken = [] } = options;
    this.places = declare(options, kernel);
    this.exports = kernel;
    this.#text = kernel.reserve(TEXT_BYTES);
    this.slots = slots.length;
    this.references = references;
    this.ownersAreTexts = options.ownersAreTexts ?? false;
    this.wideIds = new WideIds();
    for (const number of suspects) {
      this.#suspect(number);
    }
    for (const id of taken) {
      this.#take(id);
    }
    this.#input = kernel.input();
    this.#names = columnNames;
    this.#width = options.width;
    this.#leaveRepeatedHeader(options);
    this.#bytes = Buffer.from(kernel.memory.buffer, this.#input, INPUT_BYTES);
  }

  /**
   * Goes on with another file of the same input, whose columns stand elsewhere, or are absent.
   *
   * @throws RangeError when it has one column
   */
  beginFile(options: KernelOptions): void {
    declareNext(options, this.places, this.exports);
    this.#names = options.columnNames;
    this.#width = options.width;
    this.#leaveRepeatedHeader(options);
  }

  /** Has a row whose key is a text, and the name of its column, be left to the careful path: it may be the header once more. */
  #leaveRepeatedHeader(options: KernelOptions): void {
    const { key, keysAreTexts = false, names = [] } = options;
    const name = names[key] ?? '';
    if (keysAreTexts && !isHeaderRefused(options) && parseTextId(name) === undefined) {
      this.exports.suspect(this.numberFor(name));
    }
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
    if (this.#width > MOST_COLUMNS) {
      return { at, lines };
    }
    const refused = this.#refused;
    refused.begin(this.#names);
    for (;;) {
      at = this.exports.scan(this.#input + at, this.#input + to) - this.#input;
      refused.add(this.exports, lines);
      lines += this.exports.linesTaken();
      if (!this.#tellsUtf8(at, to) && !this.takeWideIds()) {
        return refused.length > 0 ? { at, lines, refused } : { at, lines };
      }
    }
  }

  /** Says whether the lines from `at` on are in UTF-8, if the kernel has met a byte beyond ASCII and has not been told yet. */
  #tellsUtf8(at: number, to: number): boolean {
    if (this.exports.asksForUtf8() === 0) {
      return false;
    }
    this.exports.setUtf8(isUtf8(this.input.subarray(at, to)));
    return true;
  }

  /** Adds the id of an event. False when one of that id is there already. */
  addId(id: Id): boolean {
    const number = this.numberFor(id);
    if (this.wideIds.isKnown(number, id)) {
      return false;
    }
    this.takeWideIds();
    return this.exports.addEventId(number) !== 0;
  }

  /** The number of an owner, who has a record from now on. */
  numberOfOwner(owner: Id): number {
    return typeof owner === 'bigint'
      ? this.exports.numberOfOwner(owner)
      : this.exports.numberOfTextOwner(this.#text, this.#put(owner));
  }

  /** The number of an id of a reference that accumulators see. */
  numberOfReferenced(reference: number, id: Id): number {
    return typeof id === 'bigint'
      ? this.exports.numberOfReferenced(reference, id)
      : this.exports.numberOfReferencedText(reference, this.#text, this.#put(id));
  }

  /** The same of a text that may be none of them: -1 then. */
  findReferenced(reference: number, text: string): number {
    return this.exports.findReferencedText(reference, this.#text, this.#put(text));
  }

  /** Adds an event whose id was added: a value or NULL per slot, and per reference the distinct ids that it names. */
  add(owner: Id, values: readonly (bigint | null)[], references: readonly (readonly Id[])[]): void {
    const record = this.exports.recordOf(this.numberOfOwner(owner));
    for (const [slot, value] of values.entries()) {
      if (value !== null) {
        this.exports.addValue(record, slot, value);
      }
    }
    this.exports.endEvent(record);
    for (const [reference, ids] of references.entries()) {
      for (const id of ids) {
        if (typeof id === 'bigint') {
          this.exports.addReferenced(reference, id);
        } else {
          this.exports.addReferencedText(reference, this.#text, this.#put(id));
        }
      }
    }
  }

  /** What stands for an id among those of events: of a text its hash. */
  numberFor(id: Id): bigint {
    return typeof id === 'bigint' ? id : this.exports.hashOfText(this.#text, this.#put(id));
  }

  #suspect(number: bigint): void {
    this.exports.suspect(number);
    this.wideIds.suspect(number);
  }

  /** Has the rows of an id be those of one that is there already. */
  #take(id: Id): void {
    const number = this.numberFor(id);
    if (number < DENSE) {
      this.exports.addEventId(number);
    } else {
      this.#suspect(number);
      this.wideIds.take(id);
    }
  }

  /** Puts a text where the kernel reads it. @returns its bytes @throws RangeError for one that is no id: it is too long */
  #put(text: string): number {
    const bytes = Buffer.from(text);
    if (bytes.length > MOST_ID_BYTES) {
      throw new RangeError(`an id has ${bytes.length} bytes, ${MOST_ID_BYTES} are allowed`);
    }
    bytes.copy(new Uint8Array(this.exports.memory.buffer, this.#text, bytes.length));
    return bytes.length;
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

/** Whether a line with the names of the columns has a text where a number has to be: then it is not taken anyway. */
function isHeaderRefused({
  owner,
  ownersAreTexts = false,
  slots,
  shown = [],
  names = [],
}: KernelOptions): boolean {
  const required = [...slots, ...shown].flatMap(({ column, optional }) =>
    column === undefined || optional ? [] : [column],
  );
  const numbers = ownersAreTexts ? required : [owner, ...required];
  return numbers.some((column) => typeof parseInteger(names[column] ?? '') === 'string');
}
