import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../free-port.ts';
import { newFolder } from '../../support/new-folder.ts';

export const PROJECT_DIR = join(import.meta.dirname, '../../..');

/** What a command printed and how it ended. */
export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Ports and a state folder of one's own, as settings of run.sh. */
export interface Place {
  readonly settings: Readonly<Record<string, string>>;
  readonly stateDir: string;
}

const PORTS = ['API_PORT', 'LAMBDA_PORT', 'AIRFLOW_PORT', 'POSTGRES_PORT', 'REDIS_PORT'] as const;

/** Finds free ports and makes a state folder, in a path with a space in it. */
export async function makePlace(): Promise<Place> {
  const stateDir = newFolder().path;
  const ports = await Promise.all(PORTS.map(async (name) => [name, String(await freePort())]));
  const settings = Object.fromEntries(ports);
  return { stateDir, settings: { ...settings, ETL_STATE_DIR: stateDir, ETL_TRIGGER_COOLDOWN_S: '1' } };
}

/** Deletes the database with all that belongs to a place. */
export async function removePlace({ settings, stateDir }: Place, projectDir?: string): Promise<void> {
  await run(['reset', '--yes'], settings, projectDir);
  rmSync(stateDir, { recursive: true, force: true });
}

/** Runs a command of run.sh to its end, in this project or in a copy of it. */
export async function run(
  args: string[],
  settings: Readonly<Record<string, string>>,
  projectDir = PROJECT_DIR,
): Promise<Outcome> {
  return await finished(start(args, settings, join(projectDir, 'run.sh'), projectDir));
}

/** Starts a command of run.sh, or another program in the project. */
export function start(
  args: string[],
  settings: Readonly<Record<string, string>>,
  program: string = join(PROJECT_DIR, 'run.sh'),
  projectDir: string = PROJECT_DIR,
): ChildProcess {
  return spawn(program, args, {
    cwd: projectDir,
    env: { ...process.env, NO_COLOR: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** Runs a command of run.sh on a terminal (of util-linux' script), to which stdout and stderr both go. */
export async function runOnTerminal(
  args: readonly string[],
  settings: Readonly<Record<string, string>>,
): Promise<Pick<Outcome, 'code'> & { readonly shown: string }> {
  const command = ['./run.sh', ...args].map((word) => `'${word}'`).join(' ');
  // CI would turn the live line off, and TERM is not set everywhere.
  const environment = { CI: '', TERM: 'xterm', ...settings };
  const { code, stdout } = await finished(start(['-qec', command, '/dev/null'], environment, 'script'));
  return { code, shown: stdout };
}

/** Waits for the end of a process and collects what it prints. */
export async function finished(child: ChildProcess): Promise<Outcome> {
  let [stdout, stderr] = ['', ''];
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('close', resolve);
    child.once('error', reject);
  });
  return { code, stdout, stderr };
}
