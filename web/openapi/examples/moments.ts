/** The runs and the day of all examples: they agree with each other. */
export const RUN_ID = 'etl-29922858';
export const PREVIOUS_RUN_ID = 'etl-29922857';
export const AS_OF = '2026-11-22';

/** A moment of the run, by its seconds after it was queued. @example momentAt(0.4) // '2026-11-22T09:38:00.400Z' */
export const momentAt = (seconds: number): string =>
  new Date(Date.parse(`${AS_OF}T09:38:00Z`) + seconds * 1000).toISOString();

/** An id of a request. */
export const REQUEST_ID = '6f1c0a52-9a3b-4c1e-8f27-0d9c1b7e5a44';
