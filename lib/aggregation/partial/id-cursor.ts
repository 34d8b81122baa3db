import type { RangeColumns } from './id-columns.ts';

/** The ids of a slice in ascending order, a chunk at a time. */
export interface IdStream {
  /** First and last id of each chunk: one in whose range no other slice has an id need not be read. */
  readonly chunks: readonly { readonly first: bigint; readonly last: bigint }[];
  /** The ids of a chunk. Chunks are asked for in their order, some not at all. */
  read(chunk: number): Promise<RangeColumns>;
}

const WORD = 2 ** 32;

/** Where the walk over the ids of a slice stands: at an id, and how many follow it one by one. */
export class IdCursor {
  /** The position of the slice among all. */
  readonly slice: number;
  /** How many ids there are from here on without a gap; not known before the chunk is loaded. */
  length = 0;
  readonly #stream: IdStream;
  #chunk = -1;
  #ranges: RangeColumns | undefined;
  #range = 0;
  #low = 0;
  #high = 0;
  #isAtEnd = false;

  constructor(stream: IdStream, slice: number) {
    this.#stream = stream;
    this.slice = slice;
    this.#nextChunk();
  }

  get isAtEnd(): boolean {
    return this.#isAtEnd;
  }

  /** Whether more is known of the chunk than its first and last id. */
  get isLoaded(): boolean {
    return this.#ranges !== undefined;
  }

  /** The id that it stands at. */
  get id(): bigint {
    return (BigInt(this.#high) << 32n) | BigInt(this.#low);
  }

  /** Reads the chunk that it stands at the beginning of. */
  async load(): Promise<void> {
    this.#ranges = await this.#stream.read(this.#chunk);
    this.#range = -1;
    this.#nextRange();
  }

  /** How far the id of another is ahead; exact up to 2^53, and as large beyond. */
  distanceTo(other: IdCursor): number {
    return (other.#high - this.#high) * WORD + (other.#low - this.#low);
  }

  isBefore(other: IdCursor): boolean {
    if (this.#high !== other.#high) {
      return this.#high < other.#high;
    }
    return this.#low !== other.#low ? this.#low < other.#low : this.slice < other.slice;
  }

  /** Whether all ids of its chunk are before that of another. */
  endsBefore(other: IdCursor): boolean {
    return (this.#stream.chunks[this.#chunk]?.last ?? -1n) < other.id;
  }

  /** Goes on by so many ids at most, which no other slice has; to the next range or chunk at least. */
  skipTo(ahead: number): void {
    if (this.#ranges === undefined) {
      this.#nextChunk();
    } else {
      this.skip(ahead < this.length ? ahead : this.length);
    }
  }

  /** Goes on by so many ids: as many as there are without a gap, or fewer. */
  skip(ids: number): void {
    if (ids === this.length) {
      this.#nextRange();
      return;
    }
    this.length -= ids;
    const low = this.#low + ids;
    this.#high += low >= WORD ? 1 : 0;
    this.#low = low >= WORD ? low - WORD : low;
  }

  #nextRange(): void {
    const ranges = this.#ranges as RangeColumns;
    const range = ++this.#range;
    if (range >= ranges.lengths.length) {
      this.#nextChunk();
      return;
    }
    this.length = ranges.lengths[range] as number;
    this.#low = ranges.first[2 * range] as number;
    this.#high = ranges.first[2 * range + 1] as number;
  }

  #nextChunk(): void {
    this.#ranges = undefined;
    const chunk = this.#stream.chunks[++this.#chunk];
    this.#isAtEnd = chunk === undefined;
    if (chunk) {
      this.#low = Number(chunk.first & 0xffff_ffffn);
      this.#high = Number(chunk.first >> 32n);
    }
  }
}
