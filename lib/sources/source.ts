import type { Encoding } from '../encodings.ts';
import type { Clue } from './clues/clue.ts';
import type { SourceError, SourceErrorCode } from './source-error.ts';
import { transformsOf } from './transforms/of-version.ts';

/** Tells one content of a source from another without reading it. Plain JSON: it travels between steps and threads. */
export interface Version {
  readonly uri: string;
  /** Bytes as stored. */
  readonly size: number;
  /** Of a file inode, mtime and ctime; of S3 the ETag. Another content has another tag. */
  readonly tag: string;
  /** When it was last written to, ISO 8601 in UTC, for people: the tag tells contents apart. Of earlier releases it is not there. */
  readonly modifiedAt?: string;
  /**
   * What is done to the stored bytes until they are UTF-8 text, by name (transforms/table.ts) and in its order; nothing where they are.
   */
  readonly transforms: readonly string[];
}

/** What changed from one version of a source to another, as one clause; undefined when nothing did. */
export function changeBetween(before: Version, after: Version): string | undefined {
  if (before.uri !== after.uri) {
    return `the source changed from ${before.uri} to ${after.uri}`;
  }
  if (before.size !== after.size) {
    return `the size changed from ${before.size} to ${after.size} bytes`;
  }
  if (before.tag !== after.tag || `${transformsOf(before)}` !== `${transformsOf(after)}`) {
    return 'it was written to, or replaced by another file';
  }
  return undefined;
}

/** `[from, to)`, in bytes from the start of what comes out of a source. */
export interface ByteRange {
  readonly from: number;
  /** Undefined: to the end. */
  readonly to?: number | undefined;
}

/** Chunks of bytes, to be iterated once. What is open for them is closed when the iteration ends, however it does. */
export interface ByteStream extends AsyncIterable<Buffer> {
  /**
   * Bytes as stored that were taken for what came out so far; of gzip the compressed ones, about as many. For progress.
   */
  readonly storedBytes: number;
}

/** One file of bytes, wherever it is. */
export interface Source {
  readonly uri: string;
  /** Whether to read from the middle on takes no reading of what is before: not so of gzip or UTF-16, nor before anybody has looked. */
  readonly isSeekable: boolean;
  /**
   * Looks at what there is now.
   * @throws {SourceError} missing, unreadable, not_a_file, or damaged when it is named .gz and empty
   */
  version(): Promise<Version>;
  /**
   * Reads a range, in offsets of the bytes that come out: of gzip those of the inflated content.
   * @param buffer where the next chunk goes; a chunk is at most as large as that. Without it each has one of its own.
   * @throws {SourceError} while it is iterated: as version() does, truncated when the source ends before the range does, damaged
   * when it is an archive that does not inflate
   */
  read(range: ByteRange, buffer?: () => Buffer): ByteStream;
}

/** What is said of a source beforehand. */
export interface SourceOptions {
  /** What its bytes are where they don't tell: a mark of their own counts before it. Without it they are UTF-8. */
  readonly encoding?: Encoding | undefined;
}

/** Where sources are: a folder, later a bucket. */
export interface Location {
  readonly uri: string;
  /**
   * Names of all that is below it and no folder, `/` between their parts, in no order.
   * @param isWalked says of the name of a folder below it whether to look into that; without it all are
   * @throws {SourceError} missing, unreadable or not_a_folder
   */
  list(isWalked?: (folder: string) => boolean): AsyncIterable<string>;
  uriOf(name: string): string;
  /**
   * Why nothing can be read there at all, with what is there instead and what to do; undefined when something can.
   * @param wanted the names or globs of what is looked for
   */
  unusable(wanted: readonly string[]): Promise<SourceError | undefined>;
  /**
   * What is in the place of a source that can't be read, and what to do.
   * @param code what its error is; of what is missing `name` may be a glob
   * @param read the names of what is read of all inputs, which are not meant
   */
  clueTo(code: SourceErrorCode, name: string, read: readonly string[]): Promise<Clue>;
  source(name: string, options?: SourceOptions): Source;
}
