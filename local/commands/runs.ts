import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';
import { wholeNumberRefusal } from '../command-line/whole-number.ts';

const USUAL_LIMIT = '20';

export const runs = command({
  name: 'runs',
  text: 'the newest runs and their results',
  manual: {
    about: `Lists the newest runs: when, how long, how many rows, and the result: what was
published, or why not.

It asks the API of the running stack. Without one it starts the database for a
moment and calls the same functions itself, so the answer is the same.`,
    examples: [
      ['./run.sh runs --limit 5', 'the last five runs'],
      ["./run.sh runs --json | jq '.[] | {runId, state}'", 'for programs'],
    ],
  },
  options: {
    limit: { type: 'string', value: 'N', text: `at most N runs (default: ${USUAL_LIMIT})` },
    json: { type: 'boolean', text: 'an array of the runs as GET /runs returns them' },
  },
  refusal: ({ limit }) => wholeNumberRefusal('--limit', limit),
  run: async ({ limit = USUAL_LIMIT, json = false }) => {
    const module = await import('../cli/history/runs.ts');
    return await module.runs(PROJECT_DIR, stackSettings({}), { limit: Number(limit), json });
  },
});
