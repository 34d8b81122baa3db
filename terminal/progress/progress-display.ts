import { styleText } from 'node:util';
import { barLine, plainLine } from './bar.ts';
import type { Elapsed, Figures } from './figures.ts';

/** Where progress is shown: stderr, in a test anything that takes text. */
export type ProgressStream = Pick<NodeJS.WriteStream, 'write'> & {
  readonly isTTY?: boolean;
  readonly columns?: number;
};

const REDRAW_MS = 100;
const PLAIN_MS = 5_000;
const USUAL_WIDTH = 80;

// To the start of the line, and all that stands after the cursor erased: every terminal but a dumb one knows it.
const LINE_START = '\r';
const ERASE_AFTER = '\u001b[K';

/**
 * Shows how far something is: on a terminal as one line that is drawn over, at most ten times a second; elsewhere as plain
 * lines, the first after five seconds and one every five.
 */
export class ProgressDisplay {
  readonly #stream: ProgressStream;
  readonly #isLive: boolean;
  readonly #now: () => number;
  readonly #startedAt: number;
  #readingSince: number | undefined;
  #next: number;
  #isDrawn = false;
  #isClosed = false;

  /** @param now milliseconds that only grow */
  constructor(
    stream: ProgressStream = process.stderr,
    environment: Readonly<Record<string, string | undefined>> = process.env,
    now: () => number = () => performance.now(),
  ) {
    this.#stream = stream;
    this.#isLive = isLive(stream, environment);
    this.#now = now;
    this.#startedAt = now();
    this.#next = this.#startedAt + (this.#isLive ? 0 : PLAIN_MS);
  }

  /** Shows the figures, unless it is too soon for that. They may come as often as they like. */
  show(figures: Figures): void {
    const now = this.#now();
    if (figures.bytesDone > 0) {
      this.#readingSince ??= now;
    }
    if (this.#isClosed || now < this.#next) {
      return;
    }
    this.#next = now + (this.#isLive ? REDRAW_MS : PLAIN_MS);
    const elapsed = { totalMs: now - this.#startedAt, readingMs: now - (this.#readingSince ?? now) };
    if (this.#isLive) {
      this.#draw(figures, elapsed);
    } else {
      this.#stream.write(`${plainLine(figures, elapsed)}\n`);
    }
  }

  /** Takes the live line away, for what is printed next; shows nothing from then on. */
  close(): void {
    this.#isClosed = true;
    if (this.#isDrawn) {
      this.#stream.write(`${LINE_START}${ERASE_AFTER}`);
    }
    this.#isDrawn = false;
  }

  #draw(figures: Figures, elapsed: Elapsed): void {
    // A character in the last column would make some terminals go to the next line.
    const width = (this.#stream.columns || USUAL_WIDTH) - 1;
    const { bar, text } = barLine(figures, elapsed, width);
    // Whether there are colours was found out of stderr, which NO_COLOR has a say in.
    const coloured = bar === '' ? '' : styleText('cyan', bar, { stream: process.stderr });
    this.#stream.write(`${LINE_START}${coloured}${text}${ERASE_AFTER}`);
    this.#isDrawn = true;
  }
}

/** Whether a line can be drawn over: not in a log of a CI, which may well pretend to be a terminal. */
function isLive(
  { isTTY }: ProgressStream,
  { TERM, CI }: Readonly<Record<string, string | undefined>>,
): boolean {
  return isTTY === true && TERM !== 'dumb' && (CI === undefined || ['', '0', 'false'].includes(CI));
}
