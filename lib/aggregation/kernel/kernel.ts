import { CR } from '../../csv/dialect.ts';
import { INPUT_BYTES, type LineScanner, type Scanned } from '../../csv/plain-first-reader.ts';
import type { RecordOptions } from '../../csv/records/record-parser.ts';
import type { Slot } from '../../model/feature-kinds.ts';
import { SLOT_KINDS } from '../../model/feature-kinds.ts';
import { instantiate, type KernelExports } from './instance.ts';
import { REFUSAL_REASONS, RefusedLine } from './refused-line.ts';
import { WideIds } from './wide-ids.ts';

/** Ids below this have a bit each in the kernel (assembly/id-set.ts). */
const DENSE = 2n ** 27n;

/** Words that the kernel notes of a line it refuses (assembly/refusals.ts). */
const REFUSAL_WORDS = 5;

/** Where the columns of the experiments are, and what is kept of them. */
export interface KernelOptions extends Pick<RecordOptions, 'delimiter' | 'width' | 'maxRecordBytes'> {
  readonly columns: Readonly<Record<string, number>>;
  readonly slots: readonly Slot[];
  /** Wide ids that an earlier reading found more than once: which of their rows counts is told this time. */
  readonly suspects?: readonly bigint[];
  /** Ids whose row that counts is elsewhere: every row of theirs in here is left to the careful path. */
  readonly taken?: Iterable<bigint>;
}

/**
 * The experiments so far: the ids that count, and what they add up to. Plain lines are added by `scan`, everything else by
 * `add`, in file order. Exact: ids to 2^63-1, sums to 2^128.
 */
export class Kernel implements LineScanner {
  readonly exports: KernelExports;
  readonly slots: number;
  /** Ids that the bitmap of the kernel does not cover. */
  readonly wideIds: WideIds;
  readonly #input: number;
  /** The name of each column that is looked at, by its position. */
  readonly #names: readonly (string | undefined)[];
  #bytes: Buffer;

  constructor(options: KernelOptions, kernel: KernelExports = instantiate()) {
    const { delimiter, width, maxRecordBytes, columns, slots, suspects = [], taken = [] } = options;
    const column = (name: string) => columns[name] as number;
    kernel.setFile(
      delimiter.charCodeAt(0),
      width,
      maxRecordBytes,
      column('experiment_id'),
      column('user_id'),
      column('experiment_compound_ids'),
    );
    for (const slot of slots) {
      kernel.addSlot(column(slot.column), SLOT_KINDS.indexOf(slot.kind));
    }
    kernel.initialise(INPUT_BYTES);
    const wideTaken: bigint[] = [];
    for (const id of taken) {
      if (id >= DENSE) {
        wideTaken.push(id);
      } else {
        kernel.addExperimentId(id);
      }
    }
    for (const id of [...suspects, ...wideTaken]) {
      kernel.suspect(id);
    }
    this.exports = kernel;
    this.slots = slots.length;
    this.wideIds = new WideIds(suspects, wideTaken);
    this.#input = kernel.input();
    const names: (string | undefined)[] = [];
    for (const [name, position] of Object.entries(columns)) {
      names[position] = name;
    }
    this.#names = names;
    this.#bytes = Buffer.from(kernel.memory.buffer, this.#input, INPUT_BYTES);
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

  /** Adds the lines that the last scan refused, behind so many others. */
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

  /** Adds the id of an experiment. False when one of that id is there already. */
  addId(id: bigint): boolean {
    if (this.wideIds.isKnown(id)) {
      return false;
    }
    this.takeWideIds();
    return this.exports.addExperimentId(id) !== 0;
  }

  /** Adds an experiment whose id was added: a value per slot, and the distinct compounds. */
  add(userId: bigint, values: readonly bigint[], compounds: readonly bigint[]): void {
    const record = this.exports.beginExperiment(userId);
    for (const [slot, value] of values.entries()) {
      this.exports.addValue(record, slot, value);
    }
    this.exports.endExperiment(record);
    for (const compound of compounds) {
      this.exports.addCompound(compound);
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
