import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { stopProcess } from '../processes/stop-process.ts';
import { openLogFile } from './log-file.ts';

/** serverless-offline with our handlers. */
export interface ApiServer {
  /** Resolves once it answers. @throws Error naming the log file when it ends or stays silent */
  readonly ready: Promise<void>;
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

export interface ApiServerOptions {
  readonly projectDir: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Gets all that the server prints. */
  readonly logFile: string;
  /** Told, once, when the log file takes no lines. */
  readonly log: (line: string) => void;
  /** Gets the handlers' log lines, one JSON object each. */
  readonly onLogLine: (line: string) => void;
  /** Told the process id as soon as there is one, for a successor to find it should we be killed. */
  readonly onSpawn: (pid: number) => Promise<void>;
  readonly apiPort: number;
}

const READY_TIMEOUT_MS = 120_000;

/**
 * Asked for until there is an answer: 403 of the guard (local/offline/guard/guard.ts), which no function is started for, and of which
 * nothing stands in the log.
 */
const PROBE = { path: '/', headers: { 'sec-fetch-site': 'cross-site' } };

/** Starts serverless-offline. It can be stopped before it answers, too. */
export function startApiServer(options: ApiServerOptions): ApiServer {
  const child = spawnServer(options);
  const exited = once(child, 'exit').then(() => undefined);
  return { ready: isReady(options, child), exited, stop: () => stopProcess(child, { graceMs: 5_000 }) };
}

async function isReady(options: ApiServerOptions, child: ChildProcess): Promise<void> {
  if (child.pid !== undefined) {
    await options.onSpawn(child.pid);
  }
  await answers(options, child);
}

function spawnServer({ projectDir, environment, logFile, log, onLogLine }: ApiServerOptions): ChildProcess {
  const file = openLogFile(logFile, log);
  const serverless = join(projectDir, 'node_modules/serverless/bin/serverless.js');
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', serverless, 'offline'],
    // A process group of its own: on Ctrl-C the supervisor stops it, after what still uses it.
    {
      cwd: projectDir,
      // An arena of the allocator for each thread would keep what a burst once needed.
      env: { MALLOC_ARENA_MAX: '2', ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      file.write(line);
      if (line.startsWith('{"level"')) {
        onLogLine(line);
      }
    });
  }
  // Its last lines come after its end.
  child.once('close', () => file.close());
  return child;
}

async function answers({ apiPort, logFile }: ApiServerOptions, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + READY_TIMEOUT_MS;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`The API server ended while it was starting: see ${logFile}`);
    }
    if (await hasAnswered(apiPort)) {
      return;
    }
    if (performance.now() > deadline) {
      throw new Error(`The API server does not answer: see ${logFile}`);
    }
    await delay(25);
  }
}

function hasAnswered(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get({ ...PROBE, host: '127.0.0.1', port, timeout: 5_000, agent: false }, (response) => {
      response.resume();
      resolve(true);
    });
    request.once('timeout', () => request.destroy());
    request.once('error', () => resolve(false));
  });
}
