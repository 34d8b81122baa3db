import { command } from '../command-line/command.ts';
import { PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const serve = command({
  name: 'serve',
  text: 'start everything, and keep it running until Ctrl-C (default)',
  manual: {
    about: `Starts PostgreSQL, Redis, Airflow and the API, and prints the addresses of the
dashboard, the API and its documentation. On a terminal it prints a readable
line for each request and step, elsewhere JSON; all of it is in api.log of the
state folder (./run.sh logs).`,
    examples: [
      ['./run.sh', 'the same as ./run.sh serve'],
      ['API_PORT=5001 ./run.sh serve', 'with the API on another port'],
    ],
    exitCodes: { 0: 'stopped on request', 1: 'a part did not start, or has ended' },
  },
  options: {
    airflow: { type: 'boolean', text: 'use a real Airflow (needs Python 3.10 to 3.13, or uv)' },
  },
  build: () => import('../../build.ts'),
  run: async (given) => {
    const module = await import('../cli/serve.ts');
    return await module.serve(PROJECT_DIR, stackSettings(given));
  },
});
