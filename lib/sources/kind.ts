import type { Location, Version } from './source.ts';
import type { Bytes } from './transforms/transform.ts';

/** What a look at a source tells. */
export interface Look extends Pick<Version, 'size' | 'tag' | 'modifiedAt'> {
  /** Its first bytes, as many as were asked for if there are. */
  readonly head: Buffer;
}

/** The bytes of a source as they are stored, compressed or not; offsets of read() are of those. */
export interface StoredSource extends Bytes {
  /**
   * What there is now, and its first bytes, in one go.
   * @throws {SourceError} missing, unreadable or not_a_file
   */
  look(headBytes: number): Promise<Look>;
}

/** A kind of place where sources are, such as folders: all in which it differs from other kinds. */
export interface Kind {
  /** What it is and how it is written, for the message about one that there is not. */
  readonly description: string;
  /** The location of that URI, but for its sources. */
  location(uri: string): Omit<Location, 'source'>;
  /** @param version what the bytes have to be of, if that is settled and the kind can hold to it while it reads */
  stored(uri: string, version?: Version): StoredSource;
}
