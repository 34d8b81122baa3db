import { INPUT_BYTES } from '../../csv/plain-first-reader.ts';
import { instantiate } from './instance.ts';

/** Counts line ends in bytes that were put into `input`, some 10 GB a second. */
export class LineEnds {
  /** Where bytes go: INPUT_BYTES. */
  readonly input: Buffer;
  readonly #kernel = instantiate();

  constructor() {
    this.#kernel.initialiseInput(INPUT_BYTES);
    this.input = Buffer.from(this.#kernel.memory.buffer, this.#kernel.input(), INPUT_BYTES);
  }

  /** Line ends in `input[from, to)`. */
  count(from: number, to: number): number {
    const start = this.#kernel.input();
    return this.#kernel.countLineEnds(start + from, start + to);
  }
}
