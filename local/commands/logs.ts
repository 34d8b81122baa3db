import { command } from '../command-line/command.ts';
import { stackSettings } from '../command-line/stack-settings.ts';
import { wholeNumberRefusal } from '../command-line/whole-number.ts';

const USUAL_LIMIT = '200';

export const logs = command({
  name: 'logs',
  operands: '[RUN_ID]',
  text: 'the log lines of the functions, of one run or all',
  manual: {
    about: `Prints the last lines of api.log in the state folder, all or those about one
run: time (UTC), level, message, run, and the start of the request id. The log
is emptied when a stack starts.`,
    examples: [
      ['./run.sh logs etl-1764190594123', 'the lines about one run'],
      ['./run.sh logs --follow', 'the last lines, then new ones; Ctrl-C ends it'],
    ],
    exitCodes: { 1: 'there is no log, or nothing about that run' },
  },
  options: {
    limit: { type: 'string', value: 'N', text: `at most the last N lines (default: ${USUAL_LIMIT})` },
    follow: { type: 'boolean', text: 'also print new lines, until Ctrl-C' },
    json: { type: 'boolean', text: 'the lines as they are, in JSON' },
  },
  takes: { least: 0, most: 1, otherwise: 'logs takes the id of one run.' },
  refusal: ({ limit }) => wholeNumberRefusal('--limit', limit),
  run: async ({ limit = USUAL_LIMIT, follow = false, json = false }, [runId]) => {
    const module = await import('../cli/history/logs.ts');
    return await module.logs(stackSettings({}), { runId, limit: Number(limit), follow, json });
  },
});
