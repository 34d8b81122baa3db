import { duration, grouped, megabytes } from './texts.ts';
import { visible } from './visible.ts';

/** How far something is that reads files. */
export interface Figures {
  readonly bytesDone: number;
  /** 0 while it is not known. */
  readonly bytesTotal: number;
  readonly rows: number;
  readonly rejected: number;
  /** What is being done, in a word. */
  readonly phase: string;
  /** How long it usually takes, in milliseconds; null when nothing is known of that. */
  readonly usualMs: number | null;
}

/** How long it has taken so far, in milliseconds: all of it, and since bytes flow. */
export interface Elapsed {
  readonly totalMs: number;
  readonly readingMs: number;
}

/** A share of bytes tells little before that many milliseconds. */
const MEANINGFUL_MS = 300;

/** From 0 to 1; bytes that are read twice don't make it more. */
export function shareOf({ bytesDone, bytesTotal }: Figures): number {
  return bytesTotal > 0 ? Math.min(1, bytesDone / bytesTotal) : 0;
}

/**
 * When it will be done, as far as that can be told: by what is usual before bytes flow and after the last of them, by the
 * bytes in between. An empty text where nothing can be said.
 */
export function expectation(figures: Figures, { totalMs, readingMs }: Elapsed): string {
  const share = shareOf(figures);
  const { usualMs } = figures;
  if (share === 0) {
    return usualMs === null ? '' : `usually ${duration(usualMs)}`;
  }
  if (share === 1) {
    return usualMs === null || usualMs <= totalMs ? '' : `ETA ${duration(usualMs - totalMs)}`;
  }
  return readingMs < MEANINGFUL_MS ? '' : `ETA ${duration((readingMs * (1 - share)) / share)}`;
}

/** All that is to be said, in order; what is not known is left out. */
export function statements(figures: Figures, elapsed: Elapsed): string[] {
  const { bytesDone, bytesTotal, rows, rejected, phase } = figures;
  const share = shareOf(figures);
  const bytes = `${megabytes(Math.min(bytesDone, bytesTotal))}/${megabytes(bytesTotal)} MB`;
  return [
    // Only what is done is 100 %.
    `${Math.floor(share * 100)} %`,
    bytesTotal > 0 ? bytes : '',
    `${grouped(rows)} rows`,
    `${grouped(rejected)} rejected`,
    visible(phase),
    duration(elapsed.totalMs),
    expectation(figures, elapsed),
  ].filter((text) => text !== '');
}
