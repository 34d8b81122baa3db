import type { Header } from '../header-shape.ts';
import { shownLines } from '../shown.ts';

/** That lines above the header are not read: a sentence without the file, or undefined when there are none. */
export function skippedLines({ line, skipped }: Pick<Header, 'line' | 'skipped'>): string | undefined {
  return skipped.length === 0
    ? undefined
    : `the header is on line ${line}; ${shownLines(skipped)} above it ${skipped.length === 1 ? 'is' : 'are'} not read`;
}
