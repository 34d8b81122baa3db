/**
 * A quoted field is still open at the end of the bytes. Nobody can tell which rows it swallowed, so that nothing
 * after it may count.
 */
export class UnclosedQuoteError extends Error {
  override readonly name = 'UnclosedQuoteError';
  /** Physical line of the start of the record with the quote, from 1. */
  readonly line: number;

  constructor(line: number) {
    super(`the record that starts on line ${line} has a quote that is never closed`);
    this.line = line;
  }
}
