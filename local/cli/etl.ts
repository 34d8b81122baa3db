import { setTimeout as delay } from 'node:timers/promises';
import type { Addresses } from '../stack/addresses.ts';
import { runningStack } from '../stack/record.ts';
import { differences, type Settings, UsageError } from '../stack/settings.ts';
import { startStack } from '../stack/start-stack.ts';
import type { CommandLine } from './arguments.ts';
import { awaitRun, firstRows, type RunRecord, readRun, triggerRun } from './run-client.ts';
import { stopSignal } from './stop-signal.ts';
import { rejectLines, summary } from './summary.ts';
import { alignedTable, say } from './terminal.ts';

const SHOWN_ROWS = 10;
const START_TIMEOUT_MS = 120_000;
const TELL_EVERY_MS = 5_000;

/** `./run.sh etl`: one run, its summary, and an exit code that says how it ended. */
export async function etl(projectDir: string, settings: Settings, line: CommandLine): Promise<number> {
  const running = await readyStack(settings);
  if (running) return await runOnce(running, settings, line);

  const stopped = stopSignal();
  say('Starting the local stack …', 'dim');
  const stack = await startStack({
    projectDir,
    settings: withoutCooldown(settings),
    log: (text) => say(`  ${text}`, 'dim'),
    onLogLine: () => undefined,
  });
  try {
    const outcome = await Promise.race([
      runOnce(stack.addresses, settings, line),
      stopped.then((signal) => `Interrupted (${signal})`),
      stack.broken.then((part) => `${part} has ended`),
    ]);
    if (typeof outcome === 'number') return outcome;
    say(`${outcome}. Stopping …`, 'red');
    return 1;
  } finally {
    await stack.stop();
  }
}

/** Nobody else triggers a stack that is there for one run, so two commands in a row need not wait for each other. */
function withoutCooldown(settings: Settings): Settings {
  const { ETL_TRIGGER_COOLDOWN_S: given, ...handlers } = settings.handlers;
  return { ...settings, handlers: { ...handlers, ETL_TRIGGER_COOLDOWN_S: given || '0' } };
}

/**
 * The addresses of a stack that runs on this state folder, once it is ready.
 *
 * @throws UsageError when it runs with other settings
 */
async function readyStack(settings: Settings): Promise<Addresses | undefined> {
  for (const deadline = performance.now() + START_TIMEOUT_MS; ; await delay(100)) {
    const running = await runningStack(settings.stateDir);
    if (!running) return undefined;
    const other = differences(running.settings, settings);
    if (other.length > 0) {
      throw new UsageError(`The stack that is running has other settings: ${other.join('; ')}.`);
    }
    if (running.addresses) return running.addresses;
    if (performance.now() > deadline)
      throw new Error(`The stack of process ${running.pid} does not get ready.`);
  }
}

async function runOnce(addresses: Addresses, settings: Settings, line: CommandLine): Promise<number> {
  const started = await triggerPatiently(addresses, settings, line);
  if (started.outcome === 'refused') {
    say(`No run was started: ${started.message}`, 'red');
    return 1;
  }
  const { runId } = started;
  say(`Run ${runId} started`, 'dim');
  const succeeded = await awaitRun(addresses, runId, tellNowAndThen());
  const found = await readRun(addresses, runId);
  const record = found?.record ?? lost(runId);

  if (line.json) process.stdout.write(`${JSON.stringify(record)}\n`);
  if (!succeeded || record.state !== 'succeeded') {
    for (const text of rejectLines(found?.rejects ?? [])) say(text);
    say(`Run ${runId} failed: ${record.error?.message ?? 'no reason was recorded'}`, 'red');
    return 1;
  }
  if (!line.json) {
    process.stdout.write(`${summary(record, found?.rejects ?? [])}\n\n`);
    process.stdout.write(`${alignedTable(await firstRows(addresses, SHOWN_ROWS))}\n`);
  }
  return 0;
}

/** Waits out one Retry-After: somebody may just have done the same. */
async function triggerPatiently(
  addresses: Addresses,
  { handlers }: Settings,
  { asOf, acceptDeletes }: CommandLine,
) {
  const body = { asOf, acceptDeletes };
  const first = await triggerRun(addresses, handlers.API_KEY, body);
  if (first.outcome === 'started' || first.retryAfterS === undefined) return first;
  say(`${first.message} Trying again in ${first.retryAfterS} s …`, 'dim');
  await delay(first.retryAfterS * 1000);
  return await triggerRun(addresses, handlers.API_KEY, body);
}

function tellNowAndThen(): (waitedMs: number) => void {
  let next = TELL_EVERY_MS;
  return (waitedMs) => {
    if (waitedMs < next) return;
    next += TELL_EVERY_MS;
    say(`  still running, ${Math.round(waitedMs / 1000)} s`, 'dim');
  };
}

/** Airflow says that the run ended, the database has never heard of it. */
function lost(runId: string): RunRecord {
  const error = { step: 'dag', code: 'NOT_RECORDED', message: 'the run was not recorded, see api.log' };
  return { runId, state: 'failed', counts: {}, asOf: null, startedAt: null, durationMs: null, error };
}
