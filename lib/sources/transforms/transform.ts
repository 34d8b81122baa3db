import type { Encoding } from '../../encodings.ts';
import type { ByteRange, ByteStream } from '../source.ts';

/** Bytes that can be read, before or after a transformation: read() is as that of a source. */
export interface Bytes {
  readonly uri: string;
  read(range: ByteRange, buffer?: () => Buffer): ByteStream;
}

/** The beginning of some bytes, by which it is told what is still to be done to them. */
export interface Sample {
  readonly uri: string;
  /** The encoding that its input is declared to have. */
  readonly declared: Encoding | undefined;
  /** The first bytes; fewer than were asked for only where there are no more. The first few thousand cost next to nothing. */
  first(bytes: number): Promise<Buffer>;
}

/**
 * One thing that is done to bytes on their way to UTF-8 text with LF at the ends of its lines. It knows nothing of those that come before
 * and after it.
 */
export interface Transform {
  /** What versions have it by: it is stored, so it never changes. */
  readonly name: string;
  /**
   * Whether it gives a byte for each byte, each from that one alone. Then what comes out can be read from the middle on, has the size
   * of what goes in, and is cut into parts.
   */
  readonly isSeekable: boolean;
  /**
   * Whether bytes that begin so need it.
   * @throws {SourceError} damaged when they can't be what they must be
   */
  isNeeded(sample: Sample): boolean | Promise<boolean>;
  /**
   * Reads what it makes of some bytes, in offsets of what comes out. Chunks lie in the buffers that are handed out, as of any source.
   */
  read(bytes: Bytes, range: ByteRange, buffer?: () => Buffer): ByteStream;
}
