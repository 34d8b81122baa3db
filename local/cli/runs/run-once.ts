import { setTimeout as delay } from 'node:timers/promises';
import type { ModelNames } from '../../../bundling/model-stamp.ts';
import { terminalWidth } from '../../../terminal/lines/width.ts';
import { print, printJson, say } from '../../../terminal/output.ts';
import { ProgressDisplay } from '../../../terminal/progress/progress-display.ts';
import type { Addresses } from '../../stack/addresses.ts';
import type { Settings } from '../../stack/settings.ts';
import { ApiClient } from '../api/api-client.ts';
import { overHttp } from '../api/ask.ts';
import { featureTable } from '../tables/feature-table.ts';
import { dagRunReader } from './following/dag-run.ts';
import { dagRunEnds, type EndedRun, followRun } from './following/follow-run.ts';
import { INTERRUPTED } from './following/interrupt-run.ts';
import { ownRun } from './following/own-run.ts';
import { runFigures } from './following/run-figures.ts';
import { type RunRecord, recordOf, unrecorded } from './run-record.ts';
import { differenceLine } from './telling/difference.ts';
import { failureLines } from './telling/failure.ts';
import { resultOf } from './telling/outcome.ts';
import { rejectSummary, rejectsJson } from './telling/reject-summary.ts';
import { type RunFolder, runFolder } from './telling/run-folder.ts';
import { rejectLines, summary } from './telling/summary.ts';

const SHOWN_ROWS = 10;

/** What `etl` is told about its run. */
export interface RunOptions {
  /** YYYY-MM-DD */
  readonly asOf: string | undefined;
  readonly acceptFutureDate: boolean;
  readonly acceptDeletes: boolean;
  /** The run's record on stdout instead of a summary. */
  readonly json: boolean;
}

/** Who waits for the run. */
export interface Waiting {
  /** Whether the stack is there for this run only: then its DAG run is waited for, too. */
  readonly ownsStack: boolean;
  /** Aborted when nobody waits for the run any more. */
  readonly abandoned: AbortSignal;
  /** Told the id of the run as soon as there is one. */
  readonly onStarted: (runId: string) => void;
}

/**
 * Triggers a run, shows how far it is, and sums it up.
 *
 * @param names what is called after the model
 * @returns the exit code
 */
export async function runOnce(
  addresses: Addresses,
  settings: Settings,
  options: RunOptions,
  names: ModelNames,
  { ownsStack, abandoned, onStarted }: Waiting,
): Promise<number> {
  const api = new ApiClient(overHttp(addresses.api, settings.handlers.API_KEY));
  const started = await triggerPatiently(api, options);
  if (started.outcome === 'refused') {
    say(`No run was started: ${started.message}`, 'red');
    return 1;
  }
  const { runId } = started;
  onStarted(runId);
  if (abandoned.aborted) {
    return INTERRUPTED;
  }
  say(`Run ${runId} started, reading ${settings.dataDir}`, 'dim');
  const readDagRun = dagRunReader(addresses, runId);
  const { readRun, other } = ownRun(
    () => api.run(runId),
    async () => (await readDagRun()).queuedAt,
  );
  const sources = { readRun, readState: async () => (await readDagRun()).state };
  const display = new ProgressDisplay();
  abandoned.addEventListener('abort', () => display.close());
  const ended = await followRun(sources, (run) => display.show(runFigures(run))).finally(() =>
    display.close(),
  );
  if (abandoned.aborted) {
    return INTERRUPTED;
  }
  const code = await report(
    ended,
    ended.run ? recordOf(ended.run) : unrecorded(runId, other()),
    api,
    options,
    names,
    runFolder(ended.run?.location ?? settings.dataDir, settings, [
      process.env['ETL_DATA_DIR'],
      settings.dataDir,
    ]),
  );
  if (ownsStack) {
    await dagRunEnds(sources.readState);
  }
  return code;
}

async function report(
  { succeeded, run }: EndedRun,
  record: RunRecord,
  api: ApiClient,
  { json }: RunOptions,
  names: ModelNames,
  folder: RunFolder | undefined,
): Promise<number> {
  const { runId } = record;
  const rejects = await rejectSummary(run?.rejects ?? [], (kind, limit) => api.rejects(runId, kind, limit));
  if (json) {
    printJson({ ...record, rejects: rejectsJson(rejects) });
  }
  if (json && record.state === 'succeeded') {
    return 0;
  }
  if (!succeeded || !run || record.state !== 'succeeded') {
    say(failureLines(record, run, folder), 'red');
    say(rejectLines(runId, rejects, terminalWidth(process.stderr)));
    return 1;
  }
  const page = await api.features(SHOWN_ROWS);
  const difference = differenceLine(run, names);
  const width = terminalWidth(process.stdout);
  const told = { ...names, result: resultOf(run), notices: run.notices, difference, width };
  print(summary(record, rejects, told));
  if (page) {
    print(['', ...featureTable(page, width)]);
  }
  return 0;
}

/** Waits out one Retry-After: somebody may just have done the same. */
async function triggerPatiently(api: ApiClient, { asOf, acceptFutureDate, acceptDeletes }: RunOptions) {
  const conf = { asOf, acceptFutureDate, acceptDeletes };
  const first = await api.trigger(conf);
  if (first.outcome === 'started' || first.retryAfterS === undefined) {
    return first;
  }
  say(`${first.message} Trying again in ${first.retryAfterS} s …`, 'dim');
  await delay(first.retryAfterS * 1000);
  return await api.trigger(conf);
}
