import type { Figures } from '../../../../terminal/progress/figures.ts';
import type { RunDetail } from '../run-views.ts';

/** How far a run is, for the display; of one that the API does not tell nothing is known. */
export function runFigures(run: RunDetail | undefined): Figures {
  if (!run) {
    return { bytesDone: 0, bytesTotal: 0, rows: 0, rejected: 0, phase: 'waiting', usualMs: null };
  }
  const { progress, phase, state, usualDurationMs } = run;
  const { bytesDone, bytesTotal, rowsRead, rejected } = progress;
  return { bytesDone, bytesTotal, rows: rowsRead, rejected, phase: phase ?? state, usualMs: usualDurationMs };
}
