/** Why a record is broken, as far as its framing tells. */
export type FramingDefect = 'record_too_long' | 'stray_quote' | 'unclosed_quote' | 'wrong_column_count';

/** A record with its place, or the first line of a broken one. */
export interface FramedRecord {
  /** Hold it in [from, to), without its line end; of one that is too long its start. */
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** Offset in the file, and physical lines, of its start and its end. */
  readonly offset: number;
  readonly line: number;
  readonly lastLine: number;
  readonly defect: FramingDefect | undefined;
  readonly isAscii: boolean;
  readonly hasNul: boolean;
  /** The bytes ended before its line did. */
  readonly isUnended: boolean;
}
