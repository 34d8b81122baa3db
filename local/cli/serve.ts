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
    onLogLine: (line) => say(line),
  });
  const stack = await starting;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  print(['', `Ready in ${seconds} s. Ctrl-C stops everything.`, '', ...addressTable(settings), '']);

  const reason = await Promise.race([
    stopped.then((signal) => ({ code: 0, text: `Stopping (${signal}) …` })),
    stack.broken.then((part) => ({ code: 1, text: `${part} has ended. Stopping the rest …` })),
    crashed.then((lines) => ({ code: 1, text: [...lines, 'Stopping …'] })),
  ]);
  say(reason.text, reason.code === 0 ? 'dim' : 'red');
  await stack.stop();
  return reason.code;
}
