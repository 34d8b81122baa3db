import { command } from '../command-line/command.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const status = command({
  name: 'status',
  text: 'what is running, where, and how the last run ended',
  options: {},
  run: async (given) => {
    const module = await import('../cli/status.ts');
    return await module.status(stackSettings(given));
  },
});
