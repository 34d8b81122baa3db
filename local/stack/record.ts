import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { isDiskFull } from '../files/disk-full.ts';
import { replaceFile, writeOnce } from '../files/durable-file.ts';
import { makeDirectory } from '../files/make-directory.ts';
import { readIfThere } from '../files/read-if-there.ts';
import { isPortFree } from '../processes/ports.ts';
import { commandLineOf, processIsAlive } from '../processes/process-info.ts';
import { stopProcess } from '../processes/stop-process.ts';
import type { Addresses } from './addresses.ts';
import { type Settings, UsageError } from './settings.ts';

/** What a stack writes down about itself in its state folder, for other commands and for its successor. */
export interface StackRecord {
  readonly pid: number;
  readonly startedAt: string;
  readonly settings: Settings;
  /** A hash of the sources of its model, as they were when it started. */
  readonly modelHash?: string;
  /** The process of serverless-offline; it survives a killed supervisor. */
  readonly apiPid?: number;
  /** Set when the stack is ready. */
  readonly addresses?: Addresses;
}

/** Another stack is running on this state folder. */
export class StackRunningError extends Error {
  override readonly name = 'StackRunningError';

  constructor({ pid, settings }: StackRecord) {
    super(`A stack is already running (process ${pid}, http://127.0.0.1:${settings.apiPort}).`);
  }
}

const recordFile = (stateDir: string) => join(stateDir, 'stack.json');

// How our processes' command lines look; a process id alone may belong to somebody else by now.
const SUPERVISOR = 'local/main.ts';
const API_SERVER = 'serverless.js offline';

/** The stack that is running, or starting, on a state folder. */
export async function runningStack(stateDir: string): Promise<StackRecord | undefined> {
  const record = await readRecord(stateDir);
  return record && (await supervises(record.pid)) ? record : undefined;
}

/**
 * Claims the state folder for this process, and stops the server that a killed predecessor left running.
 *
 * @throws StackRunningError when a stack is using the folder, UsageError when there can be no such folder
 */
export async function claimStateDir(settings: Settings, log: (line: string) => void): Promise<StackRecord> {
  const record: StackRecord = { pid: process.pid, startedAt: new Date().toISOString(), settings };
  const path = recordFile(settings.stateDir);
  await makeStateDir(settings.stateDir);
  for (;;) {
    const own = JSON.stringify(record);
    const text = await writeOnce(path, own, 0o600);
    if (text === own) {
      return record;
    }
    const found = parse(text);
    if (found && (await supervises(found.pid))) {
      throw new StackRunningError(found);
    }
    if (found?.apiPid !== undefined && (await runs(found.apiPid, API_SERVER))) {
      await stopProcess(found.apiPid, { graceMs: 5_000 });
      log(`Stopped an API server that an earlier start had left running (process ${found.apiPid})`);
      await portsAreFree([found.settings.apiPort, found.settings.lambdaPort]);
    }
    await rm(path, { force: true });
  }
}

/** A process of many threads is gone before the last of them has ended, and with it the sockets. */
const PORTS_FREE_MS = 5_000;

/** Waits until nothing listens on the ports of a server that was stopped: they are asked for next. Whoever asks says what is wrong then. */
async function portsAreFree(ports: readonly number[]): Promise<void> {
  const deadline = performance.now() + PORTS_FREE_MS;
  for (const port of ports) {
    while (performance.now() < deadline && !(await isPortFree('127.0.0.1', port))) {
      await delay(25);
    }
  }
}

async function makeStateDir(stateDir: string): Promise<void> {
  try {
    await makeDirectory(stateDir);
  } catch (error) {
    if (isDiskFull(error)) {
      throw error;
    }
    throw new UsageError(
      `ETL_STATE_DIR is ${stateDir}, which is not a folder and can't be created (${(error as Error).message}): set it to a folder that you may write to.`,
    );
  }
}

/** Adds what became known since; the file is replaced as a whole, so that nobody reads half of it. */
export async function updateRecord(
  { settings }: StackRecord,
  known: Pick<StackRecord, 'apiPid'> | Pick<StackRecord, 'addresses'> | Pick<StackRecord, 'modelHash'>,
): Promise<void> {
  const record = { ...(await readRecord(settings.stateDir)), ...known };
  await replaceFile(recordFile(settings.stateDir), JSON.stringify(record, null, 2));
}

/** Gives the state folder back. */
export async function releaseStateDir(stateDir: string): Promise<void> {
  const record = await readRecord(stateDir);
  if (record?.pid === process.pid) {
    await rm(recordFile(stateDir), { force: true });
  }
}

async function readRecord(stateDir: string): Promise<StackRecord | undefined> {
  const text = await readIfThere(recordFile(stateDir));
  return text === undefined ? undefined : parse(text);
}

/** A record that can't be read says nothing, so it counts as left behind. */
function parse(text: string): StackRecord | undefined {
  try {
    return JSON.parse(text) as StackRecord;
  } catch {
    return undefined;
  }
}

/** Our own id is that of a killed predecessor: in a container, every start may have the same one. */
async function supervises(pid: number): Promise<boolean> {
  return pid !== process.pid && (await runs(pid, SUPERVISOR));
}

async function runs(pid: number, commandLine: string): Promise<boolean> {
  return processIsAlive(pid) && ((await commandLineOf(pid)) ?? '').includes(commandLine);
}
