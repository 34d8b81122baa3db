import type { RunRecord } from '../run-record.ts';
import type { RunDetail } from '../run-views.ts';
import { adviceLines } from './advice.ts';
import { resultOf, stateOf } from './outcome.ts';
import type { RunFolder } from './run-folder.ts';

/**
 * Why a run published nothing, for a person: what came of it, which folder it read, what to do, and the whole reason, which may
 * have many lines.
 *
 * @param run as the API tells it; undefined when it doesn't
 */
export function failureLines(
  { runId, error }: RunRecord,
  run: RunDetail | undefined,
  folder?: RunFolder,
): string[] {
  const state = run ? stateOf(run) : 'failed';
  if (state === 'cancelled' && run) {
    return [resultOf(run), `Run ${runId} was cancelled.`];
  }
  const reason = error?.message ?? 'no reason was recorded';
  const lines = run
    ? [resultOf(run), ...folderLines(folder), ...adviceLines(run, run.advice ?? [], folder), '']
    : [];
  return [...lines, ...`Run ${runId} failed: ${reason}`.split('\n')];
}

/** Which folder a run read, as a line; none when it is not known. */
export function folderLines(folder: RunFolder | undefined): string[] {
  return folder === undefined ? [] : [`  It read the files in ${folder.path}`];
}
