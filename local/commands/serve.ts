import { refuseUnusableFolder } from '../cli/usable-folder.ts';
import { command } from '../command-line/command.ts';
import { build, PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const serve = command({
  name: 'serve',
  text: 'start everything, and keep it running until Ctrl-C (default)',
  manual: {
    about: `Starts PostgreSQL, Redis, Airflow and the API, and prints the addresses of the
dashboard, the API and its documentation. On a terminal it prints a readable
line for each request and step, elsewhere JSON; all of it is in api.log of the
state folder (./run.sh logs).

Its runs read one folder: DIR, or ETL_DATA_DIR, or else the data folder of the
model. Give the folder that was loaded last: if most of the table's rows are
not in its files, a run fails and the table is unchanged.`,
    examples: [
      ['./run.sh', 'the same as ./run.sh serve'],
      ['./run.sh --data ./my-files', 'its runs read the files of a folder'],
      ['API_PORT=5001 ./run.sh serve', 'with the API on another port'],
    ],
    exitCodes: { 0: 'stopped on request', 1: 'a part did not start, or has ended' },
  },
  options: {
    data: {
      type: 'string',
      value: 'DIR',
      text: 'the folder of the files that inputs.ts names,\nor s3://bucket/prefix',
    },
    airflow: { type: 'boolean', text: 'use a real Airflow (needs Python 3.10 to 3.13, or uv)' },
  },
  build,
  run: async (given) => {
    const module = await import('../cli/serve.ts');
    const settings = stackSettings(given);
    if (given.data !== undefined) {
      await refuseUnusableFolder(PROJECT_DIR, settings.dataDir);
    }
    return await module.serve(PROJECT_DIR, settings);
  },
});
