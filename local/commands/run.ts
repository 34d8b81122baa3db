import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const run = command({
  name: 'run',
  operands: '[RUN_ID]',
  text: 'one run: its result, what to do now, its problems',
  manual: {
    about: `Shows one run, the last one unless RUN_ID is given: its result, what to do
now, its counts, and its problems.

It asks the API of the running stack. Without one it starts the database for a
moment and calls the same functions itself, so the answer is the same.`,
    examples: [
      ['./run.sh run', 'the last run'],
      ['./run.sh run etl-1764190594123 --json', 'all that is known of one run'],
    ],
    exitCodes: {
      0: 'the run was found, however it ended',
      1: 'there is no such run, or it could not be read',
    },
  },
  options: {
    json: { type: 'boolean', text: 'the run as GET /runs/{runId} returns it' },
  },
  takes: { least: 0, most: 1, otherwise: 'run takes the id of one run.' },
  run: async ({ json = false }, [runId]) => {
    const module = await import('../cli/history/run.ts');
    return await module.run(PROJECT_DIR, stackSettings({}), { runId, json });
  },
});
