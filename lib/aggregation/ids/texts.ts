/** Texts as their bytes in UTF-8, one after the other, and where each ends: no string is made of them. */
export interface Texts {
  readonly bytes: Uint8Array;
  /** For each text where it ends; it begins where the one before it ends, the first at 0. */
  readonly ends: Uint32Array;
}

/** Where a text begins. */
export const startOf = ({ ends }: Texts, index: number): number =>
  index === 0 ? 0 : (ends[index - 1] as number);

/** A text as a string. */
export function textAt(texts: Texts, index: number): string {
  const { bytes, ends } = texts;
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString(
    'utf8',
    startOf(texts, index),
    ends[index],
  );
}

/** Some of the texts, in the order of their indexes. */
export function gathered(texts: Texts, indexes: Uint32Array): Texts {
  let length = 0;
  for (const index of indexes) {
    length += (texts.ends[index] as number) - startOf(texts, index);
  }
  const bytes = new Uint8Array(length);
  const ends = new Uint32Array(indexes.length);
  let to = 0;
  for (let at = 0; at < indexes.length; at++) {
    const index = indexes[at] as number;
    to = copyText(texts, index, bytes, to);
    ends[at] = to;
  }
  return { bytes, ends };
}

/** Copies a text. Most ids are so short that a loop is faster than a call. @returns the position after it */
export function copyText({ bytes, ends }: Texts, index: number, into: Uint8Array, at: number): number {
  const end = ends[index] as number;
  let to = at;
  for (let from = index === 0 ? 0 : (ends[index - 1] as number); from < end; from++) {
    into[to++] = bytes[from] as number;
  }
  return to;
}

/** Less than 0, 0, or more, as one text is before, the same as, or after another, byte by byte: the order of `COLLATE "C"`. */
export function compareTexts(one: Texts, index: number, other: Texts, otherIndex: number): number {
  const [a, b] = [one.bytes, other.bytes];
  const [from, otherFrom] = [startOf(one, index), startOf(other, otherIndex)];
  const length = (one.ends[index] as number) - from;
  const otherLength = (other.ends[otherIndex] as number) - otherFrom;
  const least = length < otherLength ? length : otherLength;
  for (let at = 0; at < least; at++) {
    const difference = (a[from + at] as number) - (b[otherFrom + at] as number);
    if (difference !== 0) {
      return difference;
    }
  }
  return length - otherLength;
}

/** Strings as texts. */
export function textsOf(strings: readonly string[]): Texts {
  const buffers = strings.map((text) => Buffer.from(text));
  const ends = new Uint32Array(buffers.length);
  let end = 0;
  for (const [index, { length }] of buffers.entries()) {
    end += length;
    ends[index] = end;
  }
  return { bytes: Buffer.concat(buffers), ends };
}
