import { duration, grouped, megabytes } from '../texts.ts';
import { visible } from '../visible.ts';

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
 * Milliseconds until it will be done, as far as that can be told: by what is usual before bytes flow and after the last of them,
 * by the bytes in between. Undefined where nothing can be said.
 */
export function remainingMs(figures: Figures, { totalMs, readingMs }: Elapsed): number | undefined {
  const share = shareOf(figures);
  const { usualMs } = figures;
  if (share === 0 || share === 1) {
    return usualMs === null || usualMs <= totalMs ? undefined : usualMs - totalMs;
  }
  return readingMs < MEANINGFUL_MS ? undefined : (readingMs * (1 - share)) / share;
}

/** All that is to be said, in order; what is not known is left out. */
export function statements(figures: Figures, elapsed: Elapsed): string[] {
  const { rows, rejected, phase } = figures;
  const remaining = remainingMs(figures, elapsed);
  return [
    percentOf(figures),
    bytesOf(figures),
    `${grouped(rows)} rows`,
    `${grouped(rejected)} rejected`,
    visible(phase),
    duration(elapsed.totalMs),
    remaining === undefined ? '' : `ETA ${duration(remaining)}`,
  ].filter((text) => text !== '');
}

/** Only what is done is 100 %. */
export function percentOf(figures: Figures): string {
  return `${Math.floor(shareOf(figures) * 100)} %`;
}

/** How many MB of how many; an empty text while it is not known. */
export function bytesOf({ bytesDone, bytesTotal }: Figures): string {
  const done = megabytes(Math.min(bytesDone, bytesTotal));
  return bytesTotal > 0 ? `${done}/${megabytes(bytesTotal)} MB` : '';
}
