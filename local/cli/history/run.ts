import { terminalWidth } from '../../../terminal/lines/width.ts';
import { print, printJson } from '../../../terminal/output.ts';
import { runningStack } from '../../stack/record.ts';
import type { Settings } from '../../stack/settings.ts';
import { ApiClient } from '../api/api-client.ts';
import { withApi } from '../api/with-api.ts';
import { rejectSummary } from '../runs/telling/reject-summary.ts';
import { runFolder } from '../runs/telling/run-folder.ts';
import { rejectLines } from '../runs/telling/summary.ts';
import { chosenRun } from './chosen-run.ts';
import { runText } from './run-text.ts';

/** `./run.sh run`: one run, with what came of it, what to do, and its problems. */
export async function run(
  projectDir: string,
  settings: Settings,
  { runId, json }: { readonly runId: string | undefined; readonly json: boolean },
): Promise<number> {
  return await withApi(projectDir, settings, async (ask) => {
    const found = await chosenRun(ask, runId);
    if (json) {
      printJson(found);
      return 0;
    }
    const api = new ApiClient(ask);
    const problems = await rejectSummary(found.rejects, (kind, most) => api.rejects(found.runId, kind, most));
    const lines = rejectLines(found.runId, problems, terminalWidth(process.stdout));
    const running = await runningStack(settings.stateDir);
    const others = [process.env['ETL_DATA_DIR'], running?.settings.dataDir];
    const folder = runFolder(found.location, settings, others);
    print([...runText(found, new Date(), folder), ...(lines.length > 0 ? ['', ...lines] : [])]);
    return 0;
  });
}
