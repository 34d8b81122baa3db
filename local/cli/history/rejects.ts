import { print, printJson, printWhole } from '../../../terminal/output.ts';
import { didYouMean, nearest } from '../../command-line/nearest.ts';
import type { Settings } from '../../stack/settings.ts';
import { ApiError } from '../api/api-error.ts';
import type { AskApi } from '../api/ask.ts';
import { type RejectFilter, rejectsCsv, rejectsOf } from '../api/history.ts';
import { withApi } from '../api/with-api.ts';
import type { ListedReject, RejectKind, RunDetail } from '../runs/run-views.ts';
import { commandLine } from '../runs/telling/advice.ts';
import { chosenRun } from './chosen-run.ts';
import { kindLines, listedRows, othersLines } from './reject-rows.ts';

/** What `rejects` is asked for. */
export interface RejectsOptions extends RejectFilter {
  readonly runId: string | undefined;
  readonly limit: number;
  readonly form: 'text' | 'json' | 'csv';
}

/** How the rows of a run are written, by form. */
const FORMS: Readonly<
  Record<
    RejectsOptions['form'],
    (ask: AskApi, run: RunDetail, filter: RejectFilter, limit: number) => Promise<void>
  >
> = {
  text: asText,
  json: async (ask, { runId }, filter, limit) => printJson(await rejectsFirst(ask, runId, filter, limit)),
  csv: async (ask, { runId }, filter) => {
    for await (const page of rejectsCsv(ask, runId, filter)) {
      writeCsv(page);
    }
  },
};

/** `./run.sh rejects`: the rows that a run rejected or warned of: how many of each kind, then the rows. */
export async function rejects(
  projectDir: string,
  settings: Settings,
  { runId, limit, form, ...filter }: RejectsOptions,
): Promise<number> {
  return await withApi(projectDir, settings, async (ask) => {
    const run = await chosenRun(ask, runId);
    refuseUnknownReason(run, filter);
    try {
      await FORMS[form](ask, run, filter, limit);
    } catch (error) {
      throw withMeantInput(error, filter);
    }
    return 0;
  });
}

/** @throws Error when no row of the run has the reason that is asked for, though it has rows with others */
export function refuseUnknownReason(
  { runId, rejects: kinds }: Pick<RunDetail, 'runId' | 'rejects'>,
  { reason }: RejectFilter,
): void {
  const reasons = [...new Set(kinds.map((kind) => kind.reason))];
  if (reason !== undefined && reasons.length > 0 && !reasons.includes(reason)) {
    throw new Error(
      `Run ${runId} has no rows with the reason ${reason}.${didYouMean(nearest(reason, reasons))} Its reasons: ${reasons.join(', ')}`,
    );
  }
}

/** The same error, with the input that was probably meant where there is none of that name. */
export function withMeantInput(error: unknown, { input }: RejectFilter): unknown {
  const named =
    error instanceof ApiError ? /\binput must be one of (.+)$/.exec(error.message)?.[1] : undefined;
  const meant = input === undefined || named === undefined ? undefined : nearest(input, named.split(', '));
  return error instanceof ApiError && meant !== undefined
    ? new Error(`${error.message}.${didYouMean(meant)}`, { cause: error })
    : error;
}

/** Programs get the bytes as they are; on a terminal nothing out of a file may steer. */
function writeCsv(page: string): void {
  if (process.stdout.isTTY) {
    printWhole(page.replace(/\r\n$/, '').split(/\r?\n/));
  } else {
    process.stdout.write(page);
  }
}

/** The first rows: those that were rejected, then those with a warning, which were loaded. */
async function rejectsFirst(
  ask: AskApi,
  runId: string,
  filter: RejectFilter,
  limit: number,
): Promise<readonly ListedReject[]> {
  const rows: ListedReject[] = [];
  for (const severity of filter.severity === undefined ? ['reject', 'warning'] : [filter.severity]) {
    if (rows.length < limit) {
      rows.push(...(await rejectsOf(ask, runId, { ...filter, severity }, limit - rows.length)));
    }
  }
  return rows;
}

/**
 * The first rows of each kind, in the order of the kinds: those that others follow from come first, and none hides another.
 *
 * @param limit so many rows at most, which the kinds share
 */
async function rowsOfEachKind(
  ask: AskApi,
  runId: string,
  kinds: readonly RejectKind[],
  limit: number,
): Promise<readonly ListedReject[]> {
  const rows: ListedReject[] = [];
  for (const [index, { input, column, reason, severity }] of kinds.entries()) {
    const share = Math.ceil((limit - rows.length) / (kinds.length - index));
    if (share > 0) {
      // A reason that concerns a whole row concerns no column in any.
      const ofKind = { input, reason, severity, ...(column === null ? {} : { column }) };
      rows.push(...(await rejectsOf(ask, runId, ofKind, share)));
    }
  }
  return rows;
}

async function asText(ask: AskApi, run: RunDetail, filter: RejectFilter, limit: number): Promise<void> {
  const { runId } = run;
  const kinds = run.rejects.filter((kind) => isWanted(kind, filter));
  const options = Object.entries(filter).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, value],
  );
  if (kinds.length === 0) {
    // It refuses an input that there is not.
    await rejectsOf(ask, runId, filter, 1);
    const asked = options.length === 0 ? '' : ` for ${options.join(' ')}`;
    const none = `Run ${runId} has no rejected rows and no warnings${asked}.`;
    print(
      run.counts['read'] === null ? `${none} It had not read its files: ${run.result ?? run.state}` : none,
    );
    return;
  }
  const rows = await rowsOfEachKind(ask, runId, kinds, limit);
  const commandOf = (...more: string[]) => commandLine(['rejects', '--run', runId, ...options, ...more]);
  const listed = listedRows(rows, kinds);
  print([
    `Run ${runId}`,
    ...kindLines(kinds),
    ...(kinds.length === 1 ? ['', ...listed] : listed),
    ...othersLines(rows.length, kinds, commandOf),
  ]);
}

function isWanted(kind: RejectKind, { input, severity, reason }: RejectFilter): boolean {
  return (
    [undefined, kind.input].includes(input) &&
    [undefined, kind.severity].includes(severity) &&
    [undefined, kind.reason].includes(reason)
  );
}
