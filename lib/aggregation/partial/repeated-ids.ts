import type { IdRange } from '../ids/id-ranges.ts';
import { IdCursor, type IdStream } from './id-cursor.ts';

/**
 * Tells which ids of a slice are in an earlier slice, too: by walking over the ids of all slices at once, in ascending order,
 * with a chunk of each in memory.
 *
 * @param slices their ids, in the order of the slices
 * @returns of each slice that has any, by its position in `slices`, the ranges of its ids that an earlier one has
 */
export async function repeatedRanges(slices: readonly IdStream[]): Promise<Map<number, IdRange[]>> {
  return (await sharedRanges(slices)).repeated;
}

/** Which ids several slices have: of each slice that has any, by its position, the ranges of them. */
export interface SharedRanges {
  /** Those that an earlier slice has. */
  readonly repeated: Map<number, IdRange[]>;
  /** Those that a later slice has, and no earlier one. */
  readonly first: Map<number, IdRange[]>;
}

/** The same with the slices that have them first, for ids that are no more than hashes. */
export async function sharedRanges(slices: readonly IdStream[]): Promise<SharedRanges> {
  const walk = new Walk(slices);
  for (let waiting = walk.go(); waiting; waiting = walk.go()) {
    await waiting.load();
  }
  return walk;
}

/** A heap of cursors, that at the least id on top; of two at the same id, that of the earlier slice. */
class Walk implements SharedRanges {
  readonly repeated = new Map<number, IdRange[]>();
  readonly first = new Map<number, IdRange[]>();
  readonly #heap: IdCursor[];

  constructor(slices: readonly IdStream[]) {
    this.#heap = slices
      .map((stream, slice) => new IdCursor(stream, slice))
      .filter((cursor) => !cursor.isAtEnd)
      .sort((a, b) => (a.isBefore(b) ? -1 : 1));
  }

  /** Goes on as far as it can without a chunk that is not read yet. Returns whose that is, or undefined at the end. */
  go(): IdCursor | undefined {
    const heap = this.#heap;
    for (;;) {
      const [least, left, right] = heap;
      if (!least || !left) {
        return undefined;
      }
      const other = right?.isBefore(left) ? right : left;
      const ahead = least.distanceTo(other);
      if (ahead > 0) {
        if (!least.isLoaded && !least.endsBefore(other)) {
          return least;
        }
        least.skipTo(ahead);
        this.#settle(0);
        continue;
      }
      const waiting = this.#share(least);
      if (waiting) {
        return waiting;
      }
    }
  }

  /** Several slices have the least id: notes as many ids as the same slices have from it on, and passes over them. */
  #share(least: IdCursor): IdCursor | undefined {
    const here: IdCursor[] = [];
    let length = Number.POSITIVE_INFINITY;
    for (const cursor of this.#heap) {
      const ahead = least.distanceTo(cursor);
      if (ahead > 0) {
        length = Math.min(length, ahead);
        continue;
      }
      if (!cursor.isLoaded) {
        return cursor;
      }
      length = Math.min(length, cursor.length);
      here.push(cursor);
    }
    const { id } = least;
    for (const cursor of here) {
      note(cursor === least ? this.first : this.repeated, cursor.slice, { first: id, length });
      cursor.skip(length);
    }
    this.#rebuild();
    return undefined;
  }

  /** Moves a cursor that went on to where it belongs; one that is at its end goes. */
  #settle(start: number): void {
    const heap = this.#heap;
    if ((heap[start] as IdCursor).isAtEnd) {
      const last = heap.pop() as IdCursor;
      if (start === heap.length) {
        return;
      }
      heap[start] = last;
    }
    const cursor = heap[start] as IdCursor;
    let at = start;
    for (;;) {
      const left = 2 * at + 1;
      if (left >= heap.length) {
        break;
      }
      const right = left + 1;
      const child =
        right < heap.length && (heap[right] as IdCursor).isBefore(heap[left] as IdCursor) ? right : left;
      if (!(heap[child] as IdCursor).isBefore(cursor)) {
        break;
      }
      heap[at] = heap[child] as IdCursor;
      at = child;
    }
    heap[at] = cursor;
  }

  #rebuild(): void {
    const left = this.#heap.filter((cursor) => !cursor.isAtEnd).sort((a, b) => (a.isBefore(b) ? -1 : 1));
    this.#heap.splice(0, this.#heap.length, ...left);
  }
}

/** Adds a range after those that are there, and joins it with the last one if they touch. */
function note(repeated: Map<number, IdRange[]>, slice: number, range: IdRange): void {
  const ranges = repeated.get(slice) ?? [];
  repeated.set(slice, ranges);
  const last = ranges.at(-1);
  if (last === undefined || last.first + BigInt(last.length) !== range.first) {
    ranges.push(range);
  } else {
    ranges[ranges.length - 1] = { first: last.first, length: last.length + range.length };
  }
}
