/**
 * What runs in the thread of an instance: one function, one call at a time, as Lambda's runtime does it. What is thrown
 * outside of a call ends the thread, and the main thread sees to the rest.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { type CallMessage, type InstanceData, type OutcomeMessage, wallClock } from './instance-messages.ts';

type Handler = (event: unknown, context: object) => unknown;

const { file, exportName }: InstanceData = workerData;

async function loadHandler(): Promise<Handler> {
  const handler = (await import(file))[exportName];
  if (typeof handler !== 'function') {
    throw new Error(`${file} exports no function ${exportName}`);
  }
  return handler;
}

/** An error's class does not survive the way to another thread, so its name goes beside it. */
function failure(error: unknown): OutcomeMessage {
  if (!(error instanceof Error)) {
    return { error: { name: 'Error', message: String(error), stack: String(error) } };
  }
  const { name, message, stack = `${name}: ${message}` } = error;
  return { error: { name, message, stack } };
}

const loading = loadHandler();
// Told to the first call, not as an error outside of a call.
loading.catch(() => undefined);

parentPort?.on('message', async ({ event, context, deadline }: CallMessage) => {
  const getRemainingTimeInMillis = () => Math.max(0, Math.floor(deadline - wallClock()));
  let outcome: OutcomeMessage;
  try {
    const handler = await loading;
    outcome = { result: await handler(event, { ...context, getRemainingTimeInMillis }) };
  } catch (error) {
    outcome = failure(error);
  }
  parentPort?.postMessage(outcome);
});
