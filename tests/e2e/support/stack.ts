import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type Contract, ownContract } from './contract.ts';
import { finished, type Outcome, type Place, PROJECT_DIR, start } from './project.ts';

/** A stack in the foreground of a process of its own, as `./run.sh` starts it. */
export interface RunningStack {
  readonly api: string;
  readonly process: ChildProcess;
  readonly ended: Promise<Outcome>;
  /** What it has printed until it was ready. */
  readonly greeting: string;
  /** Ctrl-C, then waits for the end. */
  stop(): Promise<Outcome>;
}

/** An answer of the API; its body, when that is JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>> & { readonly message?: unknown };
  readonly text: string;
}

/** Starts a stack, of this project or of a copy of it, and waits until it says that it is ready. */
export async function startStack(
  { settings }: Place,
  more: Record<string, string> = {},
  { args = [] as string[], projectDir = PROJECT_DIR } = {},
): Promise<RunningStack> {
  const child = start(args, { ...settings, ...more }, join(projectDir, 'run.sh'), projectDir);
  const ended = finished(child);
  let greeting = '';
  const ready = new Promise<void>((resolve) => {
    const listen = (chunk: Buffer) => {
      greeting += chunk;
      if (greeting.includes('Ready in')) {
        resolve();
      }
    };
    child.stdout?.on('data', listen);
    child.stderr?.on('data', listen);
  });
  const early = await Promise.race([ready, ended]);
  if (early) {
    throw new Error(`the stack ended with ${early.code}: ${early.stderr}`);
  }
  return {
    api: `http://127.0.0.1:${settings['API_PORT']}`,
    process: child,
    ended,
    greeting,
    stop: () => {
      child.kill('SIGINT');
      return ended;
    },
  };
}

/**
 * Asks the API for something, and holds the answer against its documentation.
 *
 * @param contract the documentation, which says something else in a changed copy of the project
 */
export async function ask(
  stack: RunningStack,
  path: string,
  request: RequestInit = {},
  contract: Contract = ownContract,
): Promise<Answer> {
  const response = await fetch(`${stack.api}${path}`, request);
  const text = await response.text();
  const contentType = response.headers.get('content-type') ?? '';
  const isJson = contentType.startsWith('application/json') && text !== '';
  const body = isJson ? JSON.parse(text) : {};
  const method = request.method ?? 'GET';
  const { status, headers } = response;
  // Without a body there is nothing to hold against it.
  if (method !== 'HEAD') {
    contract.hold({ method, path: new URL(path, stack.api).pathname, status, contentType, body });
  }
  return { status, headers, body, text };
}

/** Triggers, waiting as long as the API asks to, until a run is started. Returns its id. */
export async function triggerPatiently(stack: RunningStack, conf: object = {}): Promise<string> {
  for (;;) {
    const { status, headers, body } = await ask(stack, '/trigger-etl', {
      method: 'POST',
      body: JSON.stringify(conf),
    });
    if (status === 200) {
      return String(body['runId']);
    }
    if (status !== 400) {
      throw new Error(`trigger answered ${status}: ${body.message}`);
    }
    await delay(Number(headers.get('retry-after')) * 1000);
  }
}

/** Waits until /check/feature_derivation says that there are rows. */
export async function awaitFilledTable(stack: RunningStack): Promise<Answer> {
  for (;;) {
    const answer = await ask(stack, '/check/feature_derivation');
    if (answer.status === 200) {
      return answer;
    }
    await delay(50);
  }
}
