import { asOfRefusal } from '../cli/as-of-option.ts';
import { command } from '../command-line/command.ts';
import { build, PROJECT_DIR } from '../command-line/project.ts';
import { stackSettings } from '../command-line/stack-settings.ts';

export const etl = command({
  name: 'etl',
  text: 'one run over the CSV files: progress, result, first rows',
  manual: {
    about: `Reads the CSV files, validates them, derives the features and publishes the
table. It shows its progress, then the result, the rejected rows, what has
changed since the run before, and the first rows of the table.

It uses the running stack and its folder, or starts one and stops it afterwards.
Ctrl-C cancels the run of a stack that it started, and stops the stack; a run
of a stack that was already running goes on (./run.sh cancel cancels it).`,
    examples: [
      ['./run.sh etl --data ./my-files', 'one run over the files of a folder'],
      ['./run.sh etl --json --as-of 2024-01-31', 'the record of a run for programs'],
    ],
    exitCodes: {
      0: 'published',
      1: 'not published; the table is unchanged',
      130: 'interrupted; nothing was published, or the run goes on',
    },
  },
  options: {
    data: {
      type: 'string',
      value: 'DIR',
      text: 'the folder of the files that inputs.ts names,\nor s3://bucket/prefix',
    },
    'as-of': {
      type: 'string',
      value: 'YYYY-MM-DD',
      text: 'the date up to which days are counted\n(default: today, UTC)',
    },
    'accept-future-date': {
      type: 'boolean',
      text: 'accept a date that is more than a day ahead',
    },
    'accept-deletes': {
      type: 'boolean',
      text: 'publish even if more rows would be deleted than\nETL_MAX_DELETE_RATIO allows',
    },
    json: { type: 'boolean', text: "the run's record as one JSON object on stdout" },
    airflow: { type: 'boolean', text: 'use a real Airflow' },
  },
  refusal: (given) => asOfRefusal(given['as-of'], given['accept-future-date']),
  build,
  run: async (given) => {
    const module = await import('../cli/etl.ts');
    // It reads .env, which may name a folder, too.
    const settings = stackSettings(given);
    return await module.etl(PROJECT_DIR, settings, {
      asOf: given['as-of'],
      acceptFutureDate: given['accept-future-date'] ?? false,
      acceptDeletes: given['accept-deletes'] ?? false,
      json: given.json ?? false,
      namesFolder: given.data !== undefined || Boolean(process.env['ETL_DATA_DIR']),
    });
  },
});
