import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';
import { wholeNumberRefusal } from '../command-line/whole-number.ts';

const USUAL_LIMIT = '50';

const SEVERITIES = ['reject', 'warning'];

export const rejects = command({
  name: 'rejects',
  text: 'the problems of a run, and the rows that were rejected',
  manual: {
    about: `Shows how many rows a run (the last one) rejected and why, then the rows as
file:line: the row. Rejected rows come first. Rows with a warning were loaded,
and come after them. What to do about each problem: ./run.sh run

It asks the API of the running stack. Without one it starts the database for a
moment and calls the same functions itself, so the answer is the same.`,
    examples: [
      ['./run.sh rejects --limit 5', 'of the last run, the first five'],
      ['./run.sh rejects --severity reject --reason bad_date', 'of one kind'],
      ['./run.sh rejects --run etl-1764190594123 --csv > rejects.csv', 'all rows, as a file'],
    ],
  },
  options: {
    run: { type: 'string', value: 'ID', text: 'the run (default: the last one)' },
    input: { type: 'string', value: 'NAME', text: 'only rows of that input' },
    severity: {
      type: 'string',
      value: 'KIND',
      text: 'only rejected rows (reject) or only those with a\nwarning, which were loaded (warning)',
    },
    reason: { type: 'string', value: 'NAME', text: 'only rows with that reason, such as bad_date' },
    limit: { type: 'string', value: 'N', text: `at most N rows (default: ${USUAL_LIMIT})` },
    csv: { type: 'boolean', text: 'all rows as CSV on stdout, as the API has them' },
    json: { type: 'boolean', text: 'an array of the rows on stdout' },
  },
  refusal: ({ limit, severity, csv, json }) => {
    if (severity !== undefined && !SEVERITIES.includes(severity)) {
      return `--severity must be ${SEVERITIES.join(' or ')}, not "${severity}".`;
    }
    if (csv && (json || limit !== undefined)) {
      return `--csv writes all rows as CSV: leave out ${json ? '--json' : '--limit'}.`;
    }
    return wholeNumberRefusal('--limit', limit);
  },
  run: async ({ run: runId, input, severity, reason, limit = USUAL_LIMIT, csv, json }) => {
    const module = await import('../cli/history/rejects.ts');
    const form = csv ? 'csv' : json ? 'json' : 'text';
    const options = { runId, input, severity, reason, limit: Number(limit), form } as const;
    return await module.rejects(PROJECT_DIR, stackSettings({}), options);
  },
});
