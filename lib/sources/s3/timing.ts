/** How long is waited for a server, and how often it is asked again. */
export interface Timing {
  /** For an answer to begin, from the connection on. */
  readonly answerMs: number;
  /** For the next bytes of an answer. */
  readonly stallMs: number;
  /** The first pause before a request is sent again; each further one is twice as long. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  /** So long the pauses are together, without any byte in between, until it is given up. */
  readonly busyMs: number;
  /** The same where no connection came about. */
  readonly unreachableMs: number;
  /** So long it is tried at all without any byte, the waits for answers included. */
  readonly patienceMs: number;
}

/**
 * A stall is given up after 10 s: S3 answers within 200 ms mostly, and a new connection is often faster than to wait. A busy S3 asks
 * to be left alone for a while; an address at which nobody listens is told within some seconds to whoever waits at a terminal.
 */
export const TIMING: Timing = {
  answerMs: 10_000,
  stallMs: 10_000,
  firstPauseMs: 100,
  longestPauseMs: 5_000,
  busyMs: 25_000,
  unreachableMs: 3_000,
  patienceMs: 40_000,
};
