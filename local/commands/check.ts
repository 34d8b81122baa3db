import { modelFolder, usualDataFolder } from '../../bundling/model-folder.ts';
import { command } from '../command-line/command.ts';
import { callerPath, loadEnvFile, PROJECT_DIR } from '../command-line/project.ts';
import { replaceProcess } from '../command-line/replace-process.ts';

export const check = command({
  name: 'check',
  operands: '[DIR]',
  text: `read and validate the files as a run would, without one, and
show how far that is`,
  manual: {
    before: `Reads the files that inputs.ts of the model names in DIR (default: ETL_DATA_DIR, or the model's data), validates them as a run would, without
a run and without a database, and says for each how many rows were read, loaded, rejected, and why.`,
    after: `Exit codes: 0 a run would publish the files, 1 it would not, 2 not understood.
What the files must be: docs/inputs.md. Settings: .env.example.`,
  },
  options: {
    json: { type: 'boolean', text: 'the report as one JSON object on stdout' },
  },
  takes: { least: 0, most: 1, otherwise: 'check takes one folder.' },
  build: () => import('../../build.ts'),
  run: ({ json }, [folder]) => {
    loadEnvFile();
    if (folder !== undefined) {
      process.env['ETL_DATA_DIR'] = callerPath(folder);
    }
    process.env['ETL_DATA_DIR'] ||= usualDataFolder(modelFolder(process.env, PROJECT_DIR));
    // It reads as the handlers do, so it is made of their code, of which nothing is in this program.
    return replaceProcess('dist/scripts/check.js', ...(json ? ['--json'] : []));
  },
});
