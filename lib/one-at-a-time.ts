import { setImmediate } from 'node:timers/promises';

/** Lets one call run while its successor is prepared by work that waits for nothing, such as reading. */
export function oneAtATime<T>(call: (value: T) => Promise<void>) {
  let running: Promise<void> = Promise.resolve();
  return {
    /** Calls once the call before has ended. Throws what that one threw. */
    async next(value: T): Promise<void> {
      await running;
      running = call(value);
      // Whoever waits for it next gets the error; until then it must not count as one that nobody handles.
      running.catch(() => undefined);
      // The driver of the database writes when the event loop gets its turn: that is the first of two at the latest.
      await setImmediate();
      await setImmediate();
    },
    /** Waits until nothing runs. */
    async settled(): Promise<void> {
      await running.catch(() => undefined);
    },
    /** Throws what the last call threw. */
    last: () => running,
  };
}
