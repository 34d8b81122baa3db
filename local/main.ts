import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { outliveReaders, print, say } from '../terminal/output.ts';
import { readCommandLine } from './cli/arguments.ts';
import { etl } from './cli/etl.ts';
import { HELP } from './cli/help.ts';
import { reset } from './cli/reset.ts';
import { serve } from './cli/serve.ts';
import { sql } from './cli/sql.ts';
import { status } from './cli/status.ts';
import { describeError } from './files/disk-full.ts';
import { PortInUseError } from './processes/port-in-use-error.ts';
import { readSettings, UsageError } from './stack/settings.ts';

const PROJECT_DIR = dirname(dirname(fileURLToPath(import.meta.url)));

/** Carries out a command of run.sh. Returns its exit code. */
async function main(args: readonly string[]): Promise<number> {
  const line = readCommandLine(args);
  if (line.command === 'help') {
    print(HELP.trimEnd().split('\n'));
    return 0;
  }
  const data = line.data === undefined ? {} : { ETL_DATA_DIR: absolute(line.data) };
  const settings = readSettings({ ...process.env, ...data }, PROJECT_DIR, line.airflow);
  switch (line.command) {
    case 'serve':
      return await serve(PROJECT_DIR, settings);
    case 'etl':
      return await etl(PROJECT_DIR, settings, line);
    case 'sql':
      return await sql(PROJECT_DIR, settings, line.operands[0] ?? '');
    case 'status':
      return await status(settings);
    case 'reset':
      return await reset(settings);
  }
}

/** A path of the command line is relative to where run.sh was called, not to the project. */
function absolute(path: string): string {
  return resolve(process.env['ETL_CALLER_DIR'] ?? '.', path);
}

function describe(error: unknown): string {
  const text = describeError(error);
  const isApiPort = error instanceof PortInUseError && error.settingName === 'API_PORT';
  if (!isApiPort || process.platform !== 'darwin') return text;
  return `${text} On macOS, AirPlay Receiver holds 5000 unless it is turned off in the system settings.`;
}

const envFile = join(PROJECT_DIR, '.env');
if (existsSync(envFile)) process.loadEnvFile(envFile);

// Above all, one must not keep a stack from being stopped.
outliveReaders();

main(process.argv.slice(2)).then(
  // Not before it is known whether the output could be written.
  (code) => setImmediate(() => process.exit(code)),
  (error: unknown) => {
    if (error instanceof UsageError) {
      say([...error.message.split('\n'), 'See ./run.sh --help'], 'red');
      process.exit(2);
    }
    say(describe(error).split('\n'), 'red');
    process.exit(1);
  },
);
