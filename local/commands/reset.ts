import { command } from '../command-line/command.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const reset = command({
  name: 'reset',
  text: 'delete the local database and all other local state',
  options: {},
  run: async (given) => {
    const module = await import('../cli/reset.ts');
    return await module.reset(stackSettings(given));
  },
});
