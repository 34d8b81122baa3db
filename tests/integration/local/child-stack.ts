import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import { freePort } from '../../free-port.ts';

/** A stack in a process of its own, which a test may kill. */
export interface ChildStack {
  child: ChildProcess;
  adminUrl: string;
  port: number;
}

/**
 * Starts PostgreSQL from another node process, as another user if told.
 *
 * @throws when it ends before the server runs, with what it said.
 */
export async function startInChild(
  stateDir: string,
  options: { user?: { uid: number; gid: number }; onSpawn?: (child: ChildProcess) => Promise<void> } = {},
): Promise<ChildStack> {
  const port = await freePort();
  const script = new URL('./start-child.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [decodeURIComponent(script), stateDir, String(port)], {
    ...options.user,
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      const exited = once(child, 'exit');
      child.kill('SIGKILL');
      await exited;
    }
  });
  const disturbed = options.onSpawn?.(child);
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => {
    errors += chunk.toString();
  });
  for await (const line of createInterface(child.stdout)) {
    const { adminUrl } = JSON.parse(line) as { adminUrl: string };
    return { child, adminUrl, port };
  }
  await disturbed;
  throw new Error(`The child started no server: ${errors}`);
}

/** Kills the node process alone, as `kill -9` or a full memory does, and waits until it is gone. */
export async function killNode({ child }: ChildStack): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}
