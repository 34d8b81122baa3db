/**
 * What the DAG processor has made of the DAG file: `loading` it has not parsed it yet, `broken` it could once
 * and cannot import it now.
 */
export type Parsed = 'ready' | 'loading' | 'broken';

/** The DAG as Airflow would see it now; whether it is paused is kept by the run store. */
export class DagState {
  #parsed: Parsed = 'ready';
  #since: Date;
  readonly #now: () => Date;

  constructor(now: () => Date) {
    this.#now = now;
    this.#since = now();
  }

  get parsed(): Parsed {
    return this.#parsed;
  }

  /** Since when it is so. */
  get since(): Date {
    return this.#since;
  }

  set(parsed: Parsed): void {
    this.#parsed = parsed;
    this.#since = this.#now();
  }
}
