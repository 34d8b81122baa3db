import { print, printJson, printWhole } from '../../../terminal/output.ts';
import { problemLines } from '../../../terminal/problems.ts';
import { grouped } from '../../../terminal/texts.ts';
import { terminalWidth } from '../../../terminal/width.ts';
import type { Settings } from '../../stack/settings.ts';
import { ApiClient } from '../api/api-client.ts';
import type { AskApi } from '../api/ask.ts';
import { type RejectFilter, rejectsCsv, rejectsOf } from '../api/history.ts';
import { withApi } from '../api/with-api.ts';
import { rejectSummary } from '../runs/reject-summary.ts';
import type { RunDetail } from '../runs/run-views.ts';
import { chosenRun } from './chosen-run.ts';
import { rowLines } from './reject-rows.ts';

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
  json: async (ask, { runId }, filter, limit) => printJson(await rejectsOf(ask, runId, filter, limit)),
  csv: async (ask, { runId }, filter) => {
    for await (const page of rejectsCsv(ask, runId, filter)) {
      writeCsv(page);
    }
  },
};

/** `./run.sh rejects`: the rows that a run rejected or warned of: a summary by kind, then the rows. */
export async function rejects(
  projectDir: string,
  settings: Settings,
  { runId, input, limit, form }: RejectsOptions,
): Promise<number> {
  return await withApi(projectDir, settings, async (ask) => {
    const run = await chosenRun(ask, runId);
    await FORMS[form](ask, run, { input }, limit);
    return 0;
  });
}

/** Programs get the bytes as they are; on a terminal nothing out of a file may steer. */
function writeCsv(page: string): void {
  if (process.stdout.isTTY) {
    printWhole(page.replace(/\r\n$/, '').split(/\r?\n/));
  } else {
    process.stdout.write(page);
  }
}

async function asText(ask: AskApi, run: RunDetail, filter: RejectFilter, limit: number): Promise<void> {
  const { runId } = run;
  // Asked first: it refuses an input that there is not.
  const rows = await rejectsOf(ask, runId, filter, limit);
  const kinds = run.rejects.filter((kind) => filter.input === undefined || kind.input === filter.input);
  if (kinds.length === 0) {
    print(`Run ${runId} has no rejected rows and no warnings${filter.input ? ` in ${filter.input}` : ''}.`);
    return;
  }
  const api = new ApiClient(ask);
  const problems = await rejectSummary(kinds, (kind, most) => api.rejects(runId, kind, most));
  const all = kinds.reduce((sum, { count }) => sum + count, 0);
  print([`Run ${runId}`, ...problemLines(problems, terminalWidth(process.stdout)), '', ...rowLines(rows)]);
  if (all > rows.length) {
    const more = filter.input === undefined ? '' : ` --input ${filter.input}`;
    print(
      `… the first ${grouped(rows.length)} of ${grouped(all)}. All: ./run.sh rejects --run ${runId}${more} --csv`,
    );
  }
}
