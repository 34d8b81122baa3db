import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const cancel = command({
  name: 'cancel',
  operands: '[RUN_ID]',
  text: 'cancel a run that is queued or running',
  manual: {
    about: `Cancels a run of the running stack: the one with RUN_ID, or else the running
one, or else the queued one. The table is unchanged.`,
    examples: [
      ['./run.sh cancel', 'the running one'],
      ['./run.sh cancel etl-1764190594123', 'the run with this id'],
    ],
    exitCodes: { 0: 'cancelled', 1: 'there is no such run, or it has ended' },
  },
  options: {},
  takes: { least: 0, most: 1, otherwise: 'cancel takes the id of one run.' },
  run: async (_given, [runId]) => {
    const module = await import('../cli/history/cancel.ts');
    return await module.cancel(PROJECT_DIR, stackSettings({}), runId);
  },
});
