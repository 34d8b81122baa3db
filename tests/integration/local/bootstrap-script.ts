import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('../../../scripts/bootstrap.ts', import.meta.url));

/** How scripts/bootstrap.ts ended, and what it printed. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs scripts/bootstrap.ts with no other environment than this one. */
export async function runBootstrap(environment: Readonly<Record<string, string>>): Promise<Outcome> {
  const child = spawn(process.execPath, [SCRIPT], {
    env: { ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  const [code] = await once(child, 'close');
  return { code: Number(code), stdout, stderr };
}
