/**
 * How long a request may still wait, for all that it waits for together. A dependency gets it, or a share of it, and
 * gives up when it is used up: so the request is answered in time whichever dependency is silent, and however many are.
 */
export class Budget {
  readonly #endsAt: number;

  /** @param ms how long the request may still take */
  constructor(ms: number) {
    this.#endsAt = performance.now() + ms;
  }

  /** Milliseconds that are left, never below 0. */
  get remainingMs(): number {
    return Math.max(0, this.#endsAt - performance.now());
  }

  /** A share of it, which ends so many milliseconds earlier: they are left for what has to be done after it. */
  keepingBack(ms: number): Budget {
    return new Budget(this.remainingMs - ms);
  }

  /** A share of it, which lasts so many milliseconds at most. */
  atMost(ms: number): Budget {
    return new Budget(Math.min(ms, this.remainingMs));
  }
}
