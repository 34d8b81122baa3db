import { ModelError } from '../bundling/model-error.ts';
import { outliveReaders, print, say } from '../terminal/output.ts';
import { readCommandLine } from './command-line/read.ts';
import { COMMANDS } from './commands.ts';
import { describeError } from './files/system-error.ts';
import { PortInUseError } from './processes/port-in-use-error.ts';
import { UsageError } from './stack/settings.ts';

/** Carries out a command of run.sh. Returns its exit code. */
async function main(args: readonly string[]): Promise<number> {
  const line = readCommandLine(COMMANDS, args);
  if ('text' in line) {
    print(line.text.split('\n'));
    return 0;
  }
  await line.build?.();
  return await line.run();
}

function describe(error: unknown): string {
  const text = describeError(error);
  const isApiPort = error instanceof PortInUseError && error.settingName === 'API_PORT';
  if (!isApiPort || process.platform !== 'darwin') {
    return text;
  }
  return `${text} On macOS, AirPlay Receiver uses port 5000 unless you turn it off in the system settings.`;
}

// Above all, one must not keep a stack from being stopped.
outliveReaders();

main(process.argv.slice(2)).then(
  // Not before it is known whether the output could be written.
  (code) => setImmediate(() => process.exit(code)),
  (error: unknown) => {
    if (error instanceof UsageError) {
      say([...error.message.split('\n'), error.hint], 'red');
      process.exit(2);
    }
    if (error instanceof ModelError) {
      say(error.message.split('\n'), 'red');
      process.exit(2);
    }
    say(describe(error).split('\n'), 'red');
    process.exit(1);
  },
);
