import { setTimeout as delay } from 'node:timers/promises';
import { ownContract } from '../../../e2e/support/contract.ts';
import { API_KEY } from '../../support/stage.ts';

/** An answer of the API. */
export interface Answer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const POLL_MS = 100;

/** Asks the API of a deployment for JSON, and holds the answer against its documentation. */
export async function ask(api: string, path: string, method = 'GET', body?: object): Promise<Answer> {
  const response = await fetch(`${api}${path}`, {
    method,
    headers: { 'x-api-key': API_KEY },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer: Answer = { status: response.status, body: JSON.parse(await response.text()) };
  const contentType = response.headers.get('content-type') ?? '';
  ownContract.hold({ method, path: new URL(path, api).pathname, contentType, ...answer });
  return answer;
}

/**
 * Starts a run and waits for its end.
 *
 * @param conf the body of the trigger
 * @returns what GET /runs/{runId} says of it then
 * @throws Error when it could not be started
 */
export async function runToEnd(api: string, conf: object = {}): Promise<Answer['body']> {
  const { status, body } = await ask(api, '/trigger-etl', 'POST', conf);
  if (status !== 200) {
    throw new Error(`the trigger answered ${status}: ${JSON.stringify(body)}`);
  }
  return await endOf(api, String(body['runId']));
}

/** Waits for the end of a run. @returns what GET /runs/{runId} says of it then */
export async function endOf(api: string, runId: string): Promise<Answer['body']> {
  for (;;) {
    const { body } = await ask(api, `/runs/${runId}`);
    if (body['state'] === 'succeeded' || body['state'] === 'failed') {
      return body;
    }
    await delay(POLL_MS);
  }
}

/** The ids of the runs on record, the newest first. */
export async function runIds(api: string): Promise<readonly string[]> {
  const { body } = await ask(api, '/runs?limit=100');
  const { runs } = body as { readonly runs: readonly { readonly runId: string }[] };
  return runs.map(({ runId }) => runId);
}
