import { lineEnd } from './opening.ts';

/** Where a physical line starts, and which one it is, from 1. */
export interface LinePlace {
  readonly start: number;
  readonly line: number;
}

/** The physical lines of a head from one on, up to that with the number `last`; `end` is where the LF stands, or the head ends. */
export function* physicalLines(
  head: Buffer,
  from: LinePlace,
  last: number,
): Generator<LinePlace & { readonly end: number }, void, undefined> {
  let { start } = from;
  for (let { line } = from; line <= last && start < head.length; line++) {
    const end = lineEnd(head, start);
    yield { start, line, end };
    start = end + 1;
  }
}
