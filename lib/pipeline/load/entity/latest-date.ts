/** Bytes of YYYY-MM-DD. */
const DATE_BYTES = 10;

/**
 * The latest of the dates of a column, so that publish need not look at all of them to know that none is after the as-of date.
 * Dates of YYYY-MM-DD, with which a timestamp in UTC begins, are in the order of their bytes.
 */
export class LatestDate {
  readonly #latest = Buffer.alloc(DATE_BYTES);

  /** Takes the date that begins `bytes[from, to)`; none of an empty field. */
  add(bytes: Uint8Array, from: number, to: number): void {
    if (to - from < DATE_BYTES) {
      return;
    }
    const latest = this.#latest;
    let at = 0;
    while (at < DATE_BYTES && bytes[from + at] === latest[at]) {
      at++;
    }
    if (at < DATE_BYTES && (bytes[from + at] ?? 0) > (latest[at] ?? 0)) {
      latest.set(bytes.subarray(from, from + DATE_BYTES));
    }
  }

  /** Takes those of rows [from, to), each of which begins and ends where `bounds` says. */
  addAll(bytes: Uint8Array, bounds: Uint32Array, from: number, to: number): void {
    for (let at = 2 * from; at < 2 * to; at += 2) {
      this.add(bytes, bounds[at] as number, bounds[at + 1] as number);
    }
  }

  /** Undefined when there was none. */
  get text(): string | undefined {
    return this.#latest[0] === 0 ? undefined : this.#latest.toString('latin1');
  }
}
