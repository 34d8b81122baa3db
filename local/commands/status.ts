import { command } from '../command-line/command.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const status = command({
  name: 'status',
  text: 'what is running, where, and how the last run ended',
  manual: {
    about: `Says whether a stack is running, where its parts are, and how the last run
ended.`,
    examples: [
      ['./run.sh status', 'for people'],
      ['./run.sh status --json | jq -r .addresses.api', 'the address of the API'],
    ],
    exitCodes: { 0: 'a stack is running or starting', 1: 'nothing is running' },
  },
  options: {
    json: { type: 'boolean', text: 'one JSON object on stdout' },
  },
  run: async ({ json = false }) => {
    const module = await import('../cli/status.ts');
    return await module.status(stackSettings({}), { json });
  },
});
