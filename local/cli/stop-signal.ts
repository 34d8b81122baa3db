/**
 * Resolves at the first Ctrl-C, SIGTERM or SIGHUP, so that the caller can stop what it started. A second Ctrl-C
 * ends the process at once; the next start then cleans up.
 */
export function stopSignal(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        if (asked && signal === 'SIGINT') {
          process.exit(130);
        }
        asked = true;
        resolve(signal);
      });
    }
  });
}
