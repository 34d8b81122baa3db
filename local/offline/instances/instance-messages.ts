/** What a thread is made for: the bundle as a file URL, and the export in it. */
export interface InstanceData {
  readonly file: string;
  readonly exportName: string;
}

/** From the main thread: a call. */
export interface CallMessage {
  readonly event: unknown;
  /** Lambda's context, but for its functions. */
  readonly context: object;
  /** When the call must be done, by `wallClock`: the thread may have to start first, which counts. */
  readonly deadline: number;
}

/** From the thread: what became of the call. */
export type OutcomeMessage =
  | { readonly result: unknown }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack: string } };

/** Milliseconds since 1970, the same in all threads, and not set back with the machine's clock. */
export const wallClock = (): number => performance.timeOrigin + performance.now();
