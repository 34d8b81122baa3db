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
import { ConfigError, InputError } from '../lib/errors.ts';
import { features } from '../lib/features.ts';
import { type CheckResult, checkInputs } from '../lib/pipeline/check.ts';
import { reportJson, reportText } from '../lib/pipeline/check-report.ts';
import { ProgressDisplay } from '../terminal/progress-display.ts';

const USAGE = 'Usage: ./run.sh check [DIR] [--json]';

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (positionals.length > 1) throw new TypeError('check takes one folder.');
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
  process.stdout.write(
    values.json ? `${JSON.stringify(reportJson(result))}\n` : `${reportText(result, describe)}\n`,
  );
  return publishable(result) ? 0 : 1;
}

function publishable({ refusals }: CheckResult): boolean {
  return refusals.length === 0;
}

function exitCodeOf(error: unknown): number {
  const isParseError = (error as { code?: unknown }).code?.toString().startsWith('ERR_PARSE_ARGS');
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else if (error instanceof InputError) process.stderr.write(`A run would fail: ${error.message}\n`);
  else if (error instanceof TypeError || isParseError)
    process.stderr.write(`${(error as Error).message}\n${USAGE}\n`);
  else throw error;
  return error instanceof InputError ? 1 : 2;
}

// run.sh stands in the project.
if (existsSync('.env')) process.loadEnvFile('.env');
process.exitCode = await main().catch(exitCodeOf);
