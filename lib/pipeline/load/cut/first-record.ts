import { LF, QUOTE } from '../../../csv/dialect.ts';
import { Framer } from '../../../csv/records/framing/framer.ts';
import type { RecordShape } from '../../../csv/records/framing/record-rules.ts';
import { RecordWalk, type Window } from './record-walk.ts';

/** As a quoted field begins. */
const OPENING = Buffer.from([QUOTE]);

/**
 * Tells where the first record begins at or after a byte in the middle of a file, of which only some bytes before and after it are
 * at hand. After a line end there are two possibilities: a record begins, or the line is inside a quoted field. Both are followed from
 * the first line end of the window on. Nearly always they soon come to the same record; then there is nothing to guess. If they do not
 * before the byte, that one is taken under which fewer records are broken.
 *
 * @param target offset in the file, after the first byte of the window unless a record begins with that one
 * @param isStart whether a record begins with the first byte of the window
 * @returns the offset in the file, which is a guess; undefined when more bytes are needed to tell
 * @example firstRecord(shape, { bytes: Buffer.from('x\n",5\n2,"y",6\n3,z,7\n'), offset: 100 }, 101, false) // 106: 2,"y",6
 */
export function firstRecord(
  shape: RecordShape,
  window: Window,
  target: number,
  isStart: boolean,
): number | undefined {
  const { bytes, offset } = window;
  if (isStart) {
    return new RecordWalk(shape, window, offset, target).toTarget();
  }
  const line = bytes.indexOf(LF) + 1;
  if (line === 0) {
    return undefined;
  }
  const outside = new RecordWalk(shape, window, offset + line, target);
  const end = quotedEnd(shape, bytes, line);
  if (end === 'contradiction') {
    return outside.toTarget();
  }
  const inside = typeof end === 'number' ? new RecordWalk(shape, window, offset + end, target) : undefined;
  walkUntilTheyMeet(outside, inside);
  if (inside) {
    return (outside.broken <= inside.broken ? outside : inside).toTarget();
  }
  // A text as long as the window, or no quotes at all.
  return outside.broken <= outside.sound ? outside.toTarget() : undefined;
}

/**
 * Where the record ends whose quoted field the line at `from` is inside of.
 *
 * @returns the index after it; `open` when the bytes end before; `contradiction` when there is no such record: it would be broken,
 * and a broken record is its first line
 */
function quotedEnd(shape: RecordShape, bytes: Buffer, from: number): number | 'open' | 'contradiction' {
  const framer = new Framer(shape.delimiter);
  framer.begin();
  framer.scan(OPENING, 0, OPENING.length);
  const limit = from + shape.maxRecordBytes + 2;
  const end = framer.scan(bytes, from, Math.min(bytes.length, limit));
  // One more than the header has may be an empty one at the end.
  if (framer.stray || framer.columns > shape.width + 1) {
    return 'contradiction';
  }
  if (end === -1) {
    return bytes.length < limit ? 'open' : 'contradiction';
  }
  return end;
}

/** Follows both possibilities, the one that is behind first, to where a record begins by both of them, or to the end of the window. */
function walkUntilTheyMeet(one: RecordWalk, other: RecordWalk | undefined): void {
  while (one.offset !== other?.offset) {
    const behind = other && other.offset < one.offset ? other : one;
    if (!behind.next()) {
      return;
    }
  }
}
