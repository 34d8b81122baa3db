import { renameSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { generateExperiments, generateUsersAndCompounds } from '../../bench/data/generate.ts';
import { triggerPatiently } from '../real-stack/api.ts';
import { clearedWhenStopped } from '../real-stack/cleared-when-stopped.ts';
import { makePlace, type Place } from '../real-stack/place.ts';
import { processesOf, treeOf } from '../real-stack/processes.ts';
import { openSession, type Session } from '../real-stack/session.ts';
import { type Stack, startStack } from '../real-stack/stack.ts';
import { sendLoad } from './load.ts';
import { processFigures, type Sample } from './samples.ts';
import { type Figures, figuresOf } from './verdict.ts';

const USERS = 2_000;
const EXPERIMENTS = 20_000;
const SAMPLE_MS = 1_000;
const IDLE_MS = 15_000;
const TELL_MS = 10_000;
const FILLED_MS = 60_000;

/**
 * Starts a stack, fills its table, sends the load, and measures the server's processes meanwhile, once a second.
 *
 * @param logFile gets what the stack prints
 * @throws Error when the stack does not start or the table is not filled
 */
export async function soak(
  load: { readonly requests: number; readonly connections: number },
  logFile: string = join(tmpdir(), 'soak.log'),
  say: (line: string) => void = () => undefined,
): Promise<Figures> {
  const place = await makePlace({ LOG_LEVEL: 'warn' });
  clearedWhenStopped(place);
  try {
    writeInputs(place.dataDirectory);
    const stack = await startStack(place, logFile);
    const session = openSession(stack.adminUrl);
    try {
      await fill(place, session);
      return await measured(place, stack, session, load, say);
    } finally {
      await session.close();
      await stack.stop();
    }
  } finally {
    await place.remove();
  }
}

function writeInputs(directory: string): void {
  generateUsersAndCompounds(directory, USERS);
  renameSync(
    generateExperiments(directory, 'plain', EXPERIMENTS, USERS),
    join(directory, 'user_experiments.csv'),
  );
}

async function fill({ apiUrl }: Place, session: Session): Promise<void> {
  const { runId, text } = await triggerPatiently(apiUrl, FILLED_MS);
  const deadline = performance.now() + FILLED_MS;
  while (performance.now() < deadline) {
    const [row] = await session
      .rows<{ rows: number }>('SELECT count(*)::integer AS rows FROM users_derivation')
      .catch(() => []);
    if (row?.rows === USERS) {
      return;
    }
    await delay(100);
  }
  throw new Error(`the table was not filled: ${runId ?? text}`);
}

async function measured(
  { apiUrl, stateDirectory }: Place,
  { server }: Stack,
  session: Session,
  load: { readonly requests: number; readonly connections: number },
  say: (line: string) => void,
): Promise<Figures> {
  let done = 0;
  const sample = async (): Promise<Sample> => {
    const processes = treeOf(processesOf(stateDirectory), server).map(({ pid }) => processFigures(pid));
    const [row] = await session.rows<{ connections: number }>(
      `SELECT count(*)::integer AS connections FROM pg_stat_activity WHERE application_name = 'etl-pipeline'`,
    );
    const sum = (of: (figures: (typeof processes)[number]) => number) =>
      processes.reduce((total, figures) => total + of(figures), 0);
    return {
      requests: done,
      memory: sum(({ memory }) => memory),
      threads: sum(({ threads }) => threads),
      connections: row?.connections ?? 0,
    };
  };

  const samples = [await sample()];
  const stopping = new AbortController();
  const sampling = (async () => {
    let toldAt = performance.now();
    while (!stopping.signal.aborted) {
      await delay(SAMPLE_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
      const now = await sample();
      samples.push(now);
      if (performance.now() - toldAt < TELL_MS) {
        continue;
      }
      toldAt = performance.now();
      say(
        `${now.requests} requests, ${(now.memory / 2 ** 20).toFixed(0)} MiB, ${now.threads} threads, ${now.connections} connections`,
      );
    }
  })();
  const answers = await sendLoad(apiUrl, load, (count) => {
    done = count;
  });
  stopping.abort();
  await sampling;
  await delay(IDLE_MS);
  return figuresOf(answers, samples, await sample());
}
