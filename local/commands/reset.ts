import { command } from '../command-line/command.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const reset = command({
  name: 'reset',
  text: 'delete the local database and all runs; it asks first',
  manual: {
    about: `Deletes what the stack has made in the state folder (ETL_STATE_DIR, else
.local): the database with its tables and passwords, the history of runs, and
the logs. Your CSV files stay. It asks first; without a terminal it needs
--yes.`,
    examples: [
      ['./run.sh reset', 'asks, then deletes'],
      ['./run.sh reset --yes', 'deletes at once, for scripts'],
    ],
    exitCodes: { 0: 'deleted', 1: 'not deleted: the answer was no, or a stack is running' },
  },
  options: {
    yes: { type: 'boolean', text: 'do not ask' },
  },
  run: async ({ yes = false }) => {
    const module = await import('../cli/reset.ts');
    return await module.reset(stackSettings({}), { yes });
  },
});
