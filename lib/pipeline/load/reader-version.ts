/** A hash of the sources that reading depends on, which build.ts puts in; from source there is none. */
declare const READER_VERSION: string | undefined;

/** What a partial's bytes are, as far as lib/aggregation/partial says: another number for another meaning. */
const FORMAT = 1;

/**
 * What a partial follows from besides the bytes of its slice: the format, the code that read it, and what was read. Whoever
 * has another key can't use the partial.
 *
 * @param layout what the columns of the partial are
 */
export function partialKey(layout: string): string {
  const reader = typeof READER_VERSION === 'string' ? READER_VERSION : 'source';
  return `${FORMAT} ${reader} ${layout}`;
}

/**
 * Makes sure that a partial can be used.
 *
 * @throws Error when other code made it
 */
export function refuseOtherKey(found: string, layout: string): void {
  const expected = partialKey(layout);
  if (found !== expected) {
    throw new Error(
      `a part was loaded as ${found}, but this code reads ${expected}: ` +
        'the code changed between two steps of the run, start a new run',
    );
  }
}
