import { setTimeout as delay } from 'node:timers/promises';

/** Longer than any answer may take. */
const ANSWER_MS = 30_000;

/** The result of a trigger: a run, a refusal, or nothing that could be read. */
export interface Triggered {
  readonly runId: string | undefined;
  /** 0: no answer. */
  readonly status: number;
  readonly tookMs: number;
  readonly text: string;
}

/** POST /trigger-etl, once. */
export async function trigger(apiUrl: string): Promise<Triggered> {
  const startedAt = performance.now();
  const { status, text } = await ask(`${apiUrl}/trigger-etl`, { method: 'POST' });
  const tookMs = performance.now() - startedAt;
  const runId = status === 200 ? /"runId":\s*"([^"]+)"/.exec(text)?.[1] : undefined;
  return { runId, status, tookMs, text };
}

/** Triggers until a run is started: a refusal that asks for patience gets it, up to a time in milliseconds. */
export async function triggerPatiently(apiUrl: string, patienceMs: number): Promise<Triggered> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const triggered = await trigger(apiUrl);
    if (triggered.runId !== undefined || performance.now() > deadline) {
      return triggered;
    }
    await delay(500);
  }
}

/** A person who watches the run, as the dashboard does: that is what closes a run that Airflow gave up on. */
export async function watchRun(apiUrl: string, runId: string): Promise<void> {
  await ask(`${apiUrl}/runs/${encodeURIComponent(runId)}`, {});
}

/** Invokes a step as Airflow does. Resolves with the answer's text, whatever it is; '' without one. */
export async function invoke(lambdaUrl: string, step: string, event: object): Promise<string> {
  const url = `${lambdaUrl}/2015-03-31/functions/etl-pipeline-local-${step}/invocations`;
  return (await ask(url, { method: 'POST', body: JSON.stringify(event) })).text;
}

async function ask(url: string, init: RequestInit): Promise<{ status: number; text: string }> {
  try {
    const response = await fetch(url, { ...init, signal: AbortSignal.timeout(ANSWER_MS) });
    return { status: response.status, text: await response.text() };
  } catch {
    return { status: 0, text: '' };
  }
}
