/** From so many rows of a kind on, if they are nearly all rows, what is wrong is how the file is written. */
const LEAST_ROWS = 20;

/** So much of the rows are nearly all. */
const NEARLY_ALL = 0.95;

/** A kind of findings, as far as it takes to tell whether it is of nearly all rows. */
interface CountedKind {
  readonly reason: string;
  readonly severity: string;
  readonly count: number;
}

/**
 * Whether findings of a kind, of all rows that were read of an input, are a property of its files: there is one thing to correct, and
 * no row to look at.
 */
export const isEveryRow = ({ reason, severity, count }: CountedKind, read: number): boolean =>
  // Of a row with a list there may be several of these.
  !(severity === 'warning' && reason.startsWith('unknown_')) &&
  count >= LEAST_ROWS &&
  count >= NEARLY_ALL * read;
