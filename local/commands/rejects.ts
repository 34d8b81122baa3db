import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';
import { wholeNumberRefusal } from '../command-line/whole-number.ts';

const USUAL_LIMIT = '50';

export const rejects = command({
  name: 'rejects',
  text: 'the problems of a run, and the rows that were rejected',
  manual: {
    about: `Shows the problems of a run (the last one), then the rows that were rejected
or counted with a warning, as file:line: the row.

It asks the API of the running stack. Without one it starts the database for a
moment and calls the same functions itself, so the answer is the same.`,
    examples: [
      ['./run.sh rejects --limit 5', 'of the last run, the first five'],
      ['./run.sh rejects --run etl-1764190594123 --csv > rejects.csv', 'all rows, as a file'],
    ],
  },
  options: {
    run: { type: 'string', value: 'ID', text: 'the run (default: the last one)' },
    input: { type: 'string', value: 'NAME', text: 'only rows of that input' },
    limit: { type: 'string', value: 'N', text: `at most N rows (default: ${USUAL_LIMIT})` },
    csv: { type: 'boolean', text: 'all rows as CSV on stdout, as the API has them' },
    json: { type: 'boolean', text: 'an array of the rows on stdout' },
  },
  refusal: ({ limit, csv, json }) => {
    if (csv && (json || limit !== undefined)) {
      return `--csv writes all rows as CSV: leave out ${json ? '--json' : '--limit'}.`;
    }
    return wholeNumberRefusal('--limit', limit);
  },
  run: async ({ run: runId, input, limit = USUAL_LIMIT, csv, json }) => {
    const module = await import('../cli/history/rejects.ts');
    const form = csv ? 'csv' : json ? 'json' : 'text';
    const options = { runId, input, limit: Number(limit), form } as const;
    return await module.rejects(PROJECT_DIR, stackSettings({}), options);
  },
});
