import type { PartProgress } from '../../store/runs/progress.ts';
import type { Slice } from '../load/slice.ts';

/** How far a check is: in which file, and the sums over the files so far. */
export interface CheckProgress {
  /** The file that is read. */
  readonly file: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly rows: number;
  readonly rejected: number;
}

type Size = Pick<Slice, 'fromByte' | 'toByte'>;
const sizeOf = ({ fromByte, toByte }: Size) => toByte - fromByte;

/** Adds up the progress of files that are read one after the other. */
export class SourcesProgress {
  readonly #onProgress: (progress: CheckProgress) => void;
  readonly #bytesTotal: number;
  #before: PartProgress = { bytes: 0, read: 0, rejected: 0 };

  constructor(sources: readonly Size[], onProgress: (progress: CheckProgress) => void) {
    this.#onProgress = onProgress;
    this.#bytesTotal = sources.reduce((sum, source) => sum + sizeOf(source), 0);
  }

  /** Tells how far all is, whenever it is told how far this file is. */
  within(source: Size, file: string): (progress: PartProgress) => void {
    return (progress) => this.#tell(file, this.#with(source, progress));
  }

  /** Ends a file. */
  finish(source: Size, file: string, counts: Omit<PartProgress, 'bytes'>): void {
    this.#before = this.#with(source, { ...counts, bytes: sizeOf(source) });
    this.#tell(file, this.#before);
  }

  /** Bytes that two threads have both read, for nothing, don't make the file larger. */
  #with(source: Size, { bytes, read, rejected }: PartProgress): PartProgress {
    const before = this.#before;
    return {
      bytes: before.bytes + Math.min(bytes, sizeOf(source)),
      read: before.read + read,
      rejected: before.rejected + rejected,
    };
  }

  #tell(file: string, { bytes, read, rejected }: PartProgress): void {
    this.#onProgress({ file, bytesDone: bytes, bytesTotal: this.#bytesTotal, rows: read, rejected });
  }
}
