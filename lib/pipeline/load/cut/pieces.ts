import { firstLine, type Slice } from '../slice.ts';
import { guessedStart, type LookOptions } from './record-places.ts';

/** A slice that is a piece of a source, all of whose bytes the pieces have together. */
export type PieceSlice = Slice & Required<Pick<Slice, 'piece' | 'toByte'>>;

/** Whether a slice is a piece of a source. */
export const isPiece = (slice: Slice): slice is PieceSlice =>
  slice.piece !== undefined && slice.toByte !== undefined;

/** A place in a source at which a record begins: its byte, and its physical line, from 1. */
export interface Place {
  readonly byte: number;
  readonly line: number;
}

/**
 * The slice as it is to be read. Where the first record of a piece begins, and on which line, only who has read all before it
 * knows; so the byte is guessed, and the lines are counted from it. Of a piece in which none begins, nothing is read.
 *
 * @throws InputError INPUT_CHANGED when the source is gone or ends too soon
 */
export async function begun(slice: Slice, options: LookOptions): Promise<Slice> {
  const { fromByte, fromLine, toByte, header } = slice;
  if (fromLine !== undefined || toByte === undefined) {
    return slice;
  }
  const guess = await guessedStart({ ...slice, fromByte: header.bodyOffset }, fromByte, options);
  return { ...slice, fromByte: Math.min(guess ?? toByte, toByte) };
}

/** The slice once it is read: a piece then knows where it ends, and how many lines it has. */
export function ended(
  slice: Slice,
  { ends, lines }: { readonly ends: number; readonly lines: number },
): Slice {
  return slice.piece ? { ...slice, toByte: ends, piece: { ...slice.piece, lines } } : slice;
}

/** Where the records of a source begin. */
export const startOf = ({ header }: Slice): Place => ({ byte: header.bodyOffset, line: header.bodyLine });

/** Where the records begin that come after a piece that was read and placed. */
export const placeAfter = (slice: PieceSlice): Place => ({
  byte: slice.toByte,
  line: firstLine(slice) + (slice.piece.lines ?? 0),
});

/**
 * Puts a piece that was read to its place in the source.
 *
 * @param place where the piece before it ended
 * @returns the slice there, and whether what was read of it stands: otherwise its guess was wrong, and the slice is to be read again
 */
export function placed(
  slice: PieceSlice,
  place: Place,
): { readonly slice: PieceSlice; readonly isRight: boolean } {
  const { fromByte, toByte, piece } = slice;
  const there = { ...slice, fromByte: place.byte, fromLine: place.line };
  if (piece.lines !== undefined && fromByte === place.byte) {
    return { slice: there, isRight: true };
  }
  // The last record of the piece before it goes on beyond this one.
  const isEmpty = place.byte >= piece.toByte;
  const to = isEmpty ? place.byte : piece.toByte;
  return {
    slice: { ...there, toByte: to, piece: { toByte: piece.toByte, ...(isEmpty && { lines: 0 }) } },
    isRight: isEmpty && fromByte >= toByte,
  };
}
