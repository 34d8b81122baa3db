import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const serve = command({
  name: 'serve',
  text: `start everything and keep it running until Ctrl-C (default);
it prints the addresses of the dashboard, the API and its /docs`,
  options: {
    airflow: { type: 'boolean', text: 'with a real Airflow (needs Python 3.10 to 3.13, or uv)' },
  },
  build: () => import('../../build.ts'),
  run: async (given) => {
    const module = await import('../cli/serve.ts');
    return await module.serve(PROJECT_DIR, stackSettings(given));
  },
});
