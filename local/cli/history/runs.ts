import { terminalWidth } from '../../../terminal/lines/width.ts';
import { print, printJson } from '../../../terminal/output.ts';
import type { Settings } from '../../stack/settings.ts';
import { newestRuns } from '../api/history.ts';
import { withApi } from '../api/with-api.ts';
import { runTable } from './run-table.ts';

/** `./run.sh runs`: the newest runs, and what came of each. */
export async function runs(
  projectDir: string,
  settings: Settings,
  { limit, json }: { readonly limit: number; readonly json: boolean },
): Promise<number> {
  return await withApi(projectDir, settings, async (ask) => {
    const found = await newestRuns(ask, limit);
    if (json) {
      printJson(found);
    } else if (found.length === 0) {
      print('There has been no run yet. ./run.sh etl does one.');
    } else {
      print(runTable(found, new Date(), terminalWidth(process.stdout)));
    }
    return 0;
  });
}
