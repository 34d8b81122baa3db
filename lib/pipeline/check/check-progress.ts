import type { PartProgress } from '../../store/runs/progress.ts';

/** How far a check is: in which input, and the sums over the inputs so far. */
export interface CheckProgress {
  /** The name of the input that is read. */
  readonly input: string;
  readonly bytesDone: number;
  readonly bytesTotal: number;
  readonly rows: number;
  readonly rejected: number;
}

/** An input with the stored bytes that there are of it. */
interface InputSize {
  readonly input: string;
  readonly bytes: number;
}

/** Adds up the progress of inputs that are read one after the other. */
export class InputsProgress {
  readonly #onProgress: (progress: CheckProgress) => void;
  readonly #bytesTotal: number;
  #before: PartProgress = { bytes: 0, read: 0, rejected: 0 };

  constructor(inputs: readonly InputSize[], onProgress: (progress: CheckProgress) => void) {
    this.#onProgress = onProgress;
    this.#bytesTotal = inputs.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Tells how far all is, whenever it is told how far this input is. */
  within(size: InputSize): (progress: PartProgress) => void {
    return (progress) => this.#tell(size.input, this.#with(size, progress));
  }

  /** Ends an input. */
  finish(size: InputSize, counts: Omit<PartProgress, 'bytes'>): void {
    this.#before = this.#with(size, { ...counts, bytes: size.bytes });
    this.#tell(size.input, this.#before);
  }

  /** Bytes that two threads have both read, for nothing, don't make the input larger. */
  #with(size: InputSize, { bytes, read, rejected }: PartProgress): PartProgress {
    const before = this.#before;
    return {
      bytes: before.bytes + Math.min(bytes, size.bytes),
      read: before.read + read,
      rejected: before.rejected + rejected,
    };
  }

  #tell(input: string, { bytes, read, rejected }: PartProgress): void {
    this.#onProgress({ input, bytesDone: bytes, bytesTotal: this.#bytesTotal, rows: read, rejected });
  }
}
