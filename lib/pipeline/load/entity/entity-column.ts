import { typeOf } from '../../../model/column-types.ts';
import type { ReadColumn } from '../../../model/read-columns.ts';

/** Says which fields of a column are not usable as they stand: it marks their rows. */
export type MarkUnusable = (
  bytes: Uint8Array,
  bounds: Uint32Array,
  rows: number,
  notPlain: Uint8Array,
) => void;

/**
 * Gives what looks at a column, row by row: a field must be plain to its type, or empty where it may be. One that stands for
 * nothing is made empty.
 */
export function unusableMarker(column: ReadColumn): MarkUnusable {
  const { isPlain } = typeOf(column);
  const mayBeEmpty = !column.required;
  const nulls = (column.nulls ?? []).map((text) => Buffer.from(text));

  return (bytes, bounds, rows, notPlain) => {
    for (let row = 0, at = 0; row < rows; row++, at += 2) {
      if (notPlain[row] !== 0) {
        continue;
      }
      const from = bounds[at] as number;
      const to = bounds[at + 1] as number;
      if (nulls.length > 0 && isOneOf(nulls, bytes, from, to)) {
        bounds[at + 1] = from;
        notPlain[row] = Number(!mayBeEmpty && !isPlain(bytes, from, from));
      } else if (!((mayBeEmpty && from === to) || isPlain(bytes, from, to))) {
        notPlain[row] = 1;
      }
    }
  };
}

function isOneOf(texts: readonly Buffer[], bytes: Uint8Array, from: number, to: number): boolean {
  return texts.some((text) => text.length === to - from && isText(text, bytes, from));
}

/** Whether a text stands at `from`. */
export const isText = (text: Buffer, bytes: Uint8Array, from: number): boolean =>
  text.every((byte, at) => byte === bytes[from + at]);
