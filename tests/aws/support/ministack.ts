import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stopProcess } from '../../../local/processes/stop-process.ts';
import { freePort } from '../../free-port.ts';
import type { Keys } from './aws.ts';
import { ensurePythonTools } from './python-tools.ts';

/** A stand-in for AWS on this machine (https://ministack.org). It runs Lambdas as processes of Node, without Docker. */
export interface Ministack {
  /** Of every service, for instance http://127.0.0.1:24567. */
  readonly endpoint: string;
  /** What a program needs in its environment to take it for AWS. */
  readonly environment: Readonly<Record<string, string>>;
  /** What it has printed, log lines of the functions among it. */
  log(): string;
  /** Ends it with all functions that it runs; returns once it is gone. */
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 60_000;
const POLL_MS = 100;

/** No account has them: nothing that takes them can reach the real AWS with them. */
export const KEYS: Keys = { accessKeyId: 'test', secretAccessKey: 'test' };
const REGION = 'us-east-1';

/**
 * Starts an AWS of its own on a free port of 127.0.0.1, with nothing in it; installs it first where it is missing.
 *
 * @param folder where it keeps code and log; made by the caller, who removes it after `stop`
 * @throws Error with its last lines when it ends or does not answer within a minute
 */
export async function startMinistack(folder: string): Promise<Ministack> {
  const python = ensurePythonTools();
  const port = await freePort();
  const logFile = join(folder, 'ministack.log');
  const output = openSync(logFile, 'a');
  const child = spawn(python, ['-m', 'ministack'], {
    cwd: folder,
    env: environmentOf(folder, port),
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const endpoint = `http://127.0.0.1:${port}`;
  const log = () => readFileSync(logFile, 'utf8');
  const deadline = performance.now() + READY_TIMEOUT_MS;
  while (!(await isHealthy(endpoint))) {
    if (child.exitCode !== null || performance.now() > deadline) {
      await stopProcess(child);
      throw new Error(`ministack did not get ready (exit code ${child.exitCode}): ${log().slice(-1000)}`);
    }
    await delay(POLL_MS);
  }
  return {
    endpoint,
    environment: {
      AWS_ACCESS_KEY_ID: KEYS.accessKeyId,
      AWS_SECRET_ACCESS_KEY: KEYS.secretAccessKey,
      AWS_REGION: REGION,
      AWS_ENDPOINT_URL: endpoint,
    },
    log,
    stop: () => stopProcess(child),
  };
}

/** Functions inherit it, so there is nothing in it of ours: no setting, and no Node but the one that the tests run on. */
function environmentOf(folder: string, port: number): Record<string, string> {
  return {
    HOME: folder,
    TMPDIR: folder,
    PATH: [dirname(process.execPath), '/usr/local/bin', '/usr/bin', '/bin'].join(':'),
    // Its own default is every address of the machine.
    BIND_HOST: '127.0.0.1',
    // Signatures and the policies of roles are checked, as far as it knows them.
    AUTH: 'true',
    GATEWAY_PORT: String(port),
    MINISTACK_REGION: REGION,
    // Without it, it looks for containers that an earlier one may have left, as if there were Docker.
    DOCKER_HOST: `unix://${join(folder, 'no-docker.sock')}`,
  };
}

async function isHealthy(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/_ministack/health`)).ok;
  } catch {
    return false;
  }
}
