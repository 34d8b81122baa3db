import type { ColumnChunk } from '../partial/column-chunks.ts';
import { COLUMNS, encodeValues } from '../partial/column-chunks.ts';
import { encodeBytes } from '../partial/texts.ts';
import { type IdWriter, otherKind, type SortedIds } from './sorted-ids.ts';
import { compareTexts, copyText, startOf, type Texts, textAt } from './texts.ts';

/** Ids that are texts, in the order of their bytes. */
export class TextIds implements SortedIds {
  readonly kind = 'texts';
  readonly texts: Texts;

  /** @param texts in ascending order, each once */
  constructor(texts: Texts) {
    this.texts = texts;
  }

  get size(): number {
    return this.texts.ends.length;
  }

  at(position: number): string {
    return textAt(this.texts, position);
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let position = 0; position < this.size; position++) {
      yield this.at(position);
    }
  }

  union(other: SortedIds): TextIds {
    const [one, two] = [this.texts, textsIn(other)];
    if (this.size === 0 && other.size > 0 && other instanceof TextIds) {
      return other;
    }
    const bytes = new Uint8Array(one.bytes.length + two.bytes.length);
    const ends = new Uint32Array(one.ends.length + two.ends.length);
    let [from, otherFrom, size, end] = [0, 0, 0, 0];
    while (from < one.ends.length || otherFrom < two.ends.length) {
      const order = orderOf(one, from, two, otherFrom);
      end = order <= 0 ? copyText(one, from, bytes, end) : copyText(two, otherFrom, bytes, end);
      ends[size++] = end;
      from += order <= 0 ? 1 : 0;
      otherFrom += order >= 0 ? 1 : 0;
    }
    if (size === this.size) {
      return this;
    }
    if (other instanceof TextIds && size === other.size) {
      return other;
    }
    return new TextIds({ bytes: bytes.slice(0, end), ends: ends.slice(0, size) });
  }

  positionsIn(others: SortedIds): Int32Array {
    const all = textsIn(others);
    const positions = new Int32Array(this.size);
    let to = 0;
    for (let at = 0; at < positions.length; at++) {
      let order = -1;
      while (to < all.ends.length) {
        order = compareTexts(all, to, this.texts, at);
        if (order >= 0) {
          break;
        }
        to++;
      }
      positions[at] = order === 0 ? to : -1;
    }
    return positions;
  }

  *encode(column: string): Generator<ColumnChunk> {
    const { bytes, ends } = this.texts;
    const lengths = Uint32Array.from(ends, (end, index) => end - startOf(this.texts, index));
    yield* encodeValues(column, { words: lengths, stride: 1 });
    yield* encodeBytes(COLUMNS.textsOf(column), bytes);
  }

  writeTo(writer: IdWriter, position: number): void {
    const { bytes, ends } = this.texts;
    writer.addText(bytes, startOf(this.texts, position), ends[position] as number);
  }

  get memory(): readonly ArrayBufferView[] {
    return [this.texts.bytes, this.texts.ends];
  }
}

/** The texts of ids. @throws Error for ids of another kind */
export const textsIn = (ids: SortedIds): Texts =>
  ids instanceof TextIds ? ids.texts : otherKind('texts', ids.kind);

/** Which of two texts comes first; after the last of a list come all of the other. */
function orderOf(one: Texts, index: number, other: Texts, otherIndex: number): number {
  if (index >= one.ends.length) {
    return 1;
  }
  return otherIndex >= other.ends.length ? -1 : compareTexts(one, index, other, otherIndex);
}
