/**
 * `./run.sh check [DIR]`: reads and validates the three files as a run would, without a database and without a
 * run. Ends with 0 when a run would publish them, 1 when not, 2 when the command line or a setting is not
 * understood. With --json the report is one JSON object on stdout.
 */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readInputConfig } from '../lib/config.ts';
import { describe } from '../lib/csv/reasons.ts';
import { ConfigError, InputError, messageOf } from '../lib/errors.ts';
import { features } from '../lib/features.ts';
import { type CheckResult, checkInputs } from '../lib/pipeline/check.ts';
import { reportJson, reportLines } from '../lib/pipeline/check-report.ts';
import { outliveReaders, print, say } from '../terminal/output.ts';
import { ProgressDisplay } from '../terminal/progress-display.ts';

const USAGE = 'Usage: ./run.sh check [DIR] [--json]';
const HELP = `${USAGE}

Reads users.csv, user_experiments.csv and compounds.csv in DIR (default: ETL_DATA_DIR, or data), validates them as a run
would, without a run and without a database, and says what each came to: rows read, loaded, rejected, and why.

  --json      the report as one JSON object on stdout
  -h, --help  this text

Exit codes: 0 a run would publish the files, 1 it would not, 2 not understood.
What the files must be: docs/inputs.md. Settings: .env.example.`;

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    allowPositionals: true,
  });
  if (values.help) {
    print(HELP.split('\n'));
    return 0;
  }
  if (positionals.length > 1) throw new UsageError('check takes one folder.');
  const [given] = positionals;
  const directory =
    given === undefined
      ? resolve(process.env['ETL_DATA_DIR'] || 'data')
      : resolve(process.env['ETL_CALLER_DIR'] ?? '.', given);
  const config = readInputConfig({ ...process.env, ETL_DATA_DIR: directory });

  const display = new ProgressDisplay();
  const result = await checkInputs(config, features, ({ file, ...figures }) => {
    display.show({ ...figures, phase: `${file}.csv`, usualMs: null });
  }).finally(() => display.close());
  print(values.json ? JSON.stringify(reportJson(result)) : reportLines(result, describe));
  return publishable(result) ? 0 : 1;
}

function publishable({ refusals }: CheckResult): boolean {
  return refusals.length === 0;
}

class UsageError extends Error {}

function exitCodeOf(error: unknown): number {
  if (error instanceof InputError) {
    say(`A run would fail: ${error.message}`.split('\n'));
    return 1;
  }
  if (error instanceof ConfigError) {
    say(error.message.split('\n'));
    return 2;
  }
  if (error instanceof UsageError || isParseError(error)) {
    say([...messageOf(error).split('\n'), USAGE]);
    return 2;
  }
  // An error of ours, or of the disk: with its stack, but through the same door.
  say((error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n'));
  return 1;
}

function isParseError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
}

outliveReaders();
// run.sh stands in the project.
if (existsSync('.env')) process.loadEnvFile('.env');
process.exitCode = await main().catch(exitCodeOf);
