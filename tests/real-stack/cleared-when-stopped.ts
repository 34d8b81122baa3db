import type { Place } from './place.ts';

/** On Ctrl-C or SIGTERM nothing of a place stays, no process and no folder, and this process ends. */
export function clearedWhenStopped(place: Pick<Place, 'remove'>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.error(`Stopped by ${signal}.`);
      void place.remove().finally(() => process.exit(130));
    });
  }
}
