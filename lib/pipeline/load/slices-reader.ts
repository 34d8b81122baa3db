import type { PartProgress } from '../../store/runs/progress.ts';
import type { Findings } from '../findings/findings.ts';
import type { OnProgress, Slice } from './slice.ts';
import type { ReadToEnd, SliceReader } from './slice-reader.ts';

/** A place in slices: which of them, counted from 0, and the byte of its source; without one its start. */
export interface SlicePlace {
  readonly slice: number;
  readonly byte?: number;
}

/** Makes the reader of a slice, which tells its own progress. */
export type OpenSlice = (slice: Slice, onProgress: OnProgress) => SliceReader;

const NOTHING = { bytes: 0, read: 0, lines: 0, ends: 0 };

/** Reads slices one after the other, each by a reader of its own, as if they were one. */
export class SlicesReader {
  readonly #slices: readonly Slice[];
  readonly #open: OpenSlice;
  readonly #findings: Findings;
  readonly #onProgress: OnProgress | undefined;
  /** The slice that comes next. */
  #next = 0;
  #reader: SliceReader | undefined;
  /** What the slices come to that are read to their ends. */
  #finished = NOTHING;

  constructor(
    slices: readonly Slice[],
    open: OpenSlice,
    { findings, onProgress }: { readonly findings: Findings; readonly onProgress?: OnProgress | undefined },
  ) {
    this.#slices = slices;
    this.#open = open;
    this.#findings = findings;
    this.#onProgress = onProgress;
  }

  /** Whether a record was begun whose end has not come yet. */
  get isInside(): boolean {
    return this.#reader?.isInside ?? false;
  }

  /** How many lines of the source there are before the next record; 0 at the start of a slice. */
  get linesBefore(): number {
    return this.#reader ? this.#reader.line - 1 : 0;
  }

  /** How far it is. */
  get progress(): PartProgress {
    return this.#with(this.#reader?.progress ?? NOTHING);
  }

  /**
   * Reads on, up to a place or to the end of all slices.
   *
   * @param afterChunk awaited after every chunk of bytes: for what must not pile up
   * @param isEnough asked after every chunk of the slice with that place: whether no more of them are to be read
   * @throws InputError INPUT_CHANGED when a source is gone or ends too soon
   */
  async readTo(
    place: SlicePlace | undefined,
    afterChunk?: () => Promise<void>,
    isEnough?: () => boolean,
  ): Promise<void> {
    for (;;) {
      const reader = this.#reader ?? this.#begin(place);
      if (!reader) {
        return;
      }
      const current = this.#next - 1;
      if (current === place?.slice) {
        await reader.readTo(place.byte, afterChunk, isEnough);
        return;
      }
      await reader.readToEnd(afterChunk);
      if (this.#next === this.#slices.length) {
        return;
      }
      this.#finishSlice(reader);
    }
  }

  /**
   * Ends the last record, when no line end did.
   *
   * @returns what was read of all slices, and where the last one ended
   */
  finish(): ReadToEnd {
    if (this.#reader) {
      this.#finishSlice(this.#reader);
    }
    const { read, lines, ends } = this.#finished;
    return { read, lines, ends };
  }

  /** Begins the next slice, if it is to be read. */
  #begin(place: SlicePlace | undefined): SliceReader | undefined {
    const slice = this.#slices[this.#next];
    if (!slice || (place?.slice === this.#next && place.byte === undefined)) {
      return undefined;
    }
    this.#next++;
    this.#findings.begin(slice.source, slice.header);
    this.#reader = this.#open(slice, (progress) => this.#onProgress?.(this.#with(progress)));
    return this.#reader;
  }

  #finishSlice(reader: SliceReader): void {
    const { lines, ends } = reader.finish();
    this.#finished = { ...this.#with(reader.progress), lines: this.#finished.lines + lines, ends };
    this.#reader = undefined;
  }

  #with({ bytes, read }: Pick<PartProgress, 'bytes' | 'read'>): PartProgress {
    const { rejected } = this.#findings;
    return { bytes: this.#finished.bytes + bytes, read: this.#finished.read + read, rejected };
  }
}
