import { Findings } from '../../../lib/pipeline/findings/findings.ts';
import { begun, ended, isPiece, placeAfter, placed, startOf } from '../../../lib/pipeline/load/cut/pieces.ts';
import {
  type AggregatedEvents,
  type AggregateOptions,
  aggregateEvents,
} from '../../../lib/pipeline/load/events/aggregate-events.ts';
import { firstLine, type Slice } from '../../../lib/pipeline/load/slice.ts';
import { piecesOf } from '../../../lib/pipeline/plan/cut.ts';
import { bytesIn, type WholeEvents } from './whole-events.ts';

/** How a source is cut. */
export interface HowToCut {
  /** Into so many pieces at most. */
  readonly pieces: number;
  /** Bytes that are looked at to guess where a record begins: with few of them guesses are often wrong. */
  readonly lookedAt: number;
}

/** A piece of a source, where it is, with what it came to alone. */
export interface ReadPiece {
  readonly slice: Slice;
  readonly events: AggregatedEvents;
  readonly findings: Findings;
}

/**
 * Reads events in pieces: each from where its first record is guessed to begin, as `load` does, and once more where the one before
 * it ended elsewhere, as `publish` does.
 *
 * @throws Error when they don't end where the source does
 */
export async function readPieces(
  whole: WholeEvents,
  { pieces, lookedAt }: HowToCut,
): Promise<{ readonly read: readonly ReadPiece[]; readonly readAgain: number }> {
  const { slice, maxRecordBytes, file } = whole;
  const looking = { maxRecordBytes, openBytes: bytesIn(file), lookedAt };
  const { fromByte, toByte = file.length } = slice;
  const read: ReadPiece[] = [];
  let [place, readAgain] = [startOf(slice), 0];
  for (const cut of toByte > fromByte ? piecesOf(slice, pieces) : []) {
    const first = await readSlice(whole, await begun(cut, looking));
    if (!isPiece(first.slice)) {
      throw new Error('a piece is none any more');
    }
    const there = placed(first.slice, place);
    const found = there.isRight ? moved(first, there.slice) : await readSlice(whole, there.slice);
    readAgain += there.isRight ? 0 : 1;
    if (!isPiece(found.slice)) {
      throw new Error('a piece is none any more');
    }
    place = placeAfter(found.slice);
    read.push(found);
  }
  if (read.length > 0 && place.byte !== toByte) {
    throw new Error(`the pieces end at byte ${place.byte}, not ${toByte}`);
  }
  return { read, readAgain };
}

/** Reads a slice of events; a piece then knows where it ends. */
export async function readSlice(
  { plan, maxRecordBytes, hashBits, file }: WholeEvents,
  slice: Slice,
  known: Pick<AggregateOptions, 'taken' | 'suspects'> = {},
): Promise<ReadPiece> {
  const findings = new Findings();
  const options = { plan, findings, maxRecordBytes, hashBits, openBytes: bytesIn(file), ...known };
  const events = await aggregateEvents([slice], options);
  return { slice: ended(slice, events), events, findings };
}

/** What was found before the lines of the piece were known. */
function moved({ events, findings, slice: before }: ReadPiece, slice: Slice): ReadPiece {
  const there = new Findings();
  const { rows } = findings;
  const lines = firstLine(slice) - firstLine(before);
  there.append({ rows, kinds: findings.counts() }, { source: slice.source, linesBefore: lines });
  return { slice, events, findings: there };
}
