import { modelFolder, usualDataFolder } from '../../bundling/model-folder.ts';
import { command } from '../command-line/command.ts';
import { build, callerPath, loadEnvFile, PROJECT_DIR } from '../command-line/project.ts';
import { replaceProcess } from '../command-line/replace-process.ts';

export const check = command({
  name: 'check',
  operands: '[DIR]',
  text: 'what is wrong with the CSV files of a folder, without a run',
  manual: {
    about: `Reads the files in DIR that inputs.ts of the model names, and checks them as a
run would, but without a database. It says for each file how many rows were
read and rejected, and why.

DIR may be s3://bucket/prefix, too.
Without DIR it is ETL_DATA_DIR, or else the data folder of the model.
What the files must be: docs/inputs.md.`,
    examples: [
      ['./run.sh check ./my-files', 'the files of a folder'],
      ['./run.sh check ./my-files --all', 'with all rows that have a problem'],
      ['./run.sh check ./my-files --json', 'the same for programs'],
    ],
    exitCodes: { 0: 'a run would publish the files', 1: 'a run would not publish them' },
  },
  options: {
    json: { type: 'boolean', text: 'the report as one JSON object on stdout' },
    all: { type: 'boolean', text: 'all rows of each problem (at most 10,000), not\nonly the first three' },
  },
  takes: { least: 0, most: 1, otherwise: 'check takes one folder.' },
  build,
  run: ({ all, json }, [folder]) => {
    loadEnvFile();
    if (folder !== undefined) {
      process.env['ETL_DATA_DIR'] = callerPath(folder);
    }
    process.env['ETL_DATA_DIR'] ||= usualDataFolder(modelFolder(process.env, PROJECT_DIR));
    // It reads as the handlers do, so it is made of their code, of which nothing is in this program.
    return replaceProcess('dist/scripts/check.js', ...(all ? ['--all'] : []), ...(json ? ['--json'] : []));
  },
});
