import { readableLogLine } from '../../terminal/lines/log-line.ts';
import { terminalWidth } from '../../terminal/lines/width.ts';
import { print, say } from '../../terminal/output.ts';
import type { Settings } from '../stack/settings.ts';
import { startStack } from '../stack/start-stack.ts';
import { crash } from './crash.ts';
import { addressTable } from './status.ts';
import { stopSignal } from './stop-signal.ts';

/** `./run.sh serve`: the stack in the foreground, until Ctrl-C, SIGTERM, or until a part of it breaks, itself included. */
export async function serve(projectDir: string, settings: Settings): Promise<number> {
  const startedAt = performance.now();
  const [stopped, crashed] = [stopSignal(), crash()];
  const starting = startStack({
    projectDir,
    settings,
    log: (line) => say(line, 'dim'),
    onLogLine: sayLogLine,
  });
  const stack = await starting;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const addresses = addressTable(settings, terminalWidth(process.stdout));
  print(['', `Ready in ${seconds} s. Ctrl-C stops everything.`, '', ...addresses, '']);

  const reason = await Promise.race([
    stopped.then((signal) => ({ code: 0, text: `Stopping (${signal}) …` })),
    stack.broken.then((part) => ({ code: 1, text: `${part} has ended. Stopping the rest …` })),
    crashed.then((lines) => ({ code: 1, text: [...lines, 'Stopping …'] })),
  ]);
  say(reason.text, reason.code === 0 ? 'dim' : 'red');
  await stack.stop();
  return reason.code;
}

/** People get a line that they can read, whatever collects logs gets the JSON. The log file has the JSON in any case. */
function sayLogLine(line: string): void {
  const width = terminalWidth(process.stderr);
  if (width === undefined) {
    say(line);
    return;
  }
  const { text, style } = readableLogLine(line, width);
  say(text, style);
}
