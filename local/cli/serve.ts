import type { Settings } from '../stack/settings.ts';
import { startStack } from '../stack/start-stack.ts';
import { addressTable } from './status.ts';
import { stopSignal } from './stop-signal.ts';
import { say } from './terminal.ts';

/** `./run.sh serve`: the stack in the foreground, until Ctrl-C, SIGTERM, or until a part of it breaks. */
export async function serve(projectDir: string, settings: Settings): Promise<number> {
  const startedAt = performance.now();
  const stopped = stopSignal();
  const starting = startStack({
    projectDir,
    settings,
    log: (line) => say(line, 'dim'),
    onLogLine: (line) => process.stderr.write(`${line}\n`),
  });
  const stack = await starting;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  process.stdout.write(`\nReady in ${seconds} s. Ctrl-C stops everything.\n\n${addressTable(settings)}\n\n`);

  const reason = await Promise.race([
    stopped.then((signal) => ({ code: 0, text: `Stopping (${signal}) …` })),
    stack.broken.then((part) => ({ code: 1, text: `${part} has ended. Stopping the rest …` })),
  ]);
  say(reason.text, reason.code === 0 ? 'dim' : 'red');
  await stack.stop();
  return reason.code;
}
