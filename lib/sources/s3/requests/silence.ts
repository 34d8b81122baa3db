/** Waits for something to come, and notices when nothing does. */
export interface Silence {
  /** Something came: the wait begins anew. */
  heard(): void;
  /** There is nothing to wait for any more. */
  end(): void;
}

/**
 * Calls back when nothing is heard for some time. A process that was busy all that time has not looked at what came: it looks first.
 *
 * @param onSilence called once at most
 */
export function watchSilence(ms: number, onSilence: () => void): Silence {
  let hasHeard = false;
  let hasEnded = false;
  const timer = setTimeout(() => {
    hasHeard = false;
    // Timers come first, then what the network has, then this.
    setImmediate(() => {
      if (!hasHeard && !hasEnded) {
        onSilence();
      } else if (!hasEnded) {
        timer.refresh();
      }
    });
  }, ms);
  return {
    heard: () => {
      hasHeard = true;
      timer.refresh();
    },
    end: () => {
      hasEnded = true;
      clearTimeout(timer);
    },
  };
}
