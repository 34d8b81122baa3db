/**
 * What `./run.sh check` runs (local/commands/check.ts): reads and validates the files of lib/inputs.ts in ETL_DATA_DIR (default: data) as
 * a run would, without a database and without a run. Ends with 0 when a run would publish them, 1 when not, 2 when a setting is
 * not understood. With --json the report is one JSON object on stdout, with --all it has all rows that are
 * listed of each problem. With --location no file is looked at, only whether there is something to read from at all.
 */
import { resolve } from 'node:path';
import { model } from '../lib/chosen-model.ts';
import { readInputConfig } from '../lib/config.ts';
import { ConfigError, InputError, SourcesUnavailableError } from '../lib/errors.ts';
import { checkInputs } from '../lib/pipeline/check/check.ts';
import { isPublishable, reportJson } from '../lib/pipeline/check/check-report.ts';
import { refuseUnusableLocation } from '../lib/pipeline/plan/inspect.ts';
import { terminalWidth } from '../terminal/lines/width.ts';
import { wrapped } from '../terminal/lines/wrap.ts';
import { outliveReaders, print, printJson, say } from '../terminal/output.ts';
import { ProgressDisplay } from '../terminal/progress/progress-display.ts';
import { checkLines } from './check-lines.ts';

async function main(): Promise<number> {
  const given = process.env['ETL_DATA_DIR'] || 'data';
  const config = readInputConfig({ ...process.env, ETL_DATA_DIR: isUri(given) ? given : resolve(given) });

  if (process.argv.includes('--location')) {
    await refuseUnusableLocation(config, model);
    return 0;
  }
  const display = new ProgressDisplay();
  const result = await checkInputs(config, model, ({ input, ...figures }) => {
    display.show({ ...figures, phase: input, usualMs: null });
  }).finally(() => display.close());
  const all = process.argv.includes('--all');
  if (process.argv.includes('--json')) {
    printJson(reportJson(result, model, all));
  } else {
    print(checkLines(result, model, { width: terminalWidth(process.stdout), all }));
  }
  return isPublishable(result) ? 0 : 1;
}

/** Whether a location is no path, as `s3://bucket/prefix` is none. */
const isUri = (location: string): boolean => /^[a-z][a-z0-9+.-]*:\/\//i.test(location);

/** A message, which may have several lines, as it fits the terminal. */
function sentences(message: string): string[] {
  const width = terminalWidth(process.stderr);
  return message.split('\n').flatMap((line) => wrapped(line, width, { rest: '    ' }));
}

function exitCodeOf(error: unknown): number {
  if (error instanceof InputError || error instanceof SourcesUnavailableError) {
    say(sentences(`A run would fail: ${error.message}`));
    return 1;
  }
  if (error instanceof ConfigError) {
    say(sentences(error.message));
    return 2;
  }
  // An error of ours, or of the disk: with its stack, but through the same door.
  say((error instanceof Error ? (error.stack ?? error.message) : String(error)).split('\n'));
  return 1;
}

outliveReaders();
process.exitCode = await main().catch(exitCodeOf);
