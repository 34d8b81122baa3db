import { StringDecoder } from 'node:string_decoder';

/**
 * The rows of CSV as Postgres writes it: LF between rows, quotes doubled in a quoted value. The first is the header; NULL is an
 * empty text, as an empty text is.
 */
export async function* csvRows(chunks: AsyncIterable<Buffer>): AsyncGenerator<string[], void, undefined> {
  const decoder = new StringDecoder('utf8');
  const reader = new PieceReader();
  for await (const chunk of chunks) {
    for (const piece of decoder.write(chunk).split(/(["\n,])/)) {
      const row = reader.read(piece);
      if (row) {
        yield row;
      }
    }
  }
}

/** Puts rows together out of quotes, commas, line ends, and what is between them. */
class PieceReader {
  #row: string[] = [];
  #value = '';
  #isQuoted = false;
  /** A quote that ends a value may turn out to be the first of two that stand for one. */
  #hasJustClosed = false;

  /** Returns the row that a piece ends. */
  read(piece: string): string[] | undefined {
    if (piece === '"') {
      this.#quote();
      return undefined;
    }
    if (piece === '') {
      return undefined;
    }
    this.#hasJustClosed = false;
    if (this.#isQuoted || (piece !== ',' && piece !== '\n')) {
      this.#value += piece;
      return undefined;
    }
    this.#row.push(this.#value);
    this.#value = '';
    return piece === '\n' ? this.#endRow() : undefined;
  }

  #quote(): void {
    this.#value += this.#hasJustClosed ? '"' : '';
    this.#hasJustClosed = this.#isQuoted;
    this.#isQuoted = !this.#isQuoted;
  }

  #endRow(): string[] {
    const row = this.#row;
    this.#row = [];
    return row;
  }
}
