import { codeOf } from '../../errors.ts';
import type { Budget } from '../../time-limits/budget.ts';
import { AirflowUnavailableError } from './errors.ts';
import type { Answer } from './session.ts';

/** One HTTP request, and how long it may take. */
export interface LimitedRequest {
  /** For messages: `GET /dags/etl_pipeline`. */
  readonly what: string;
  /** What it does in Airflow: of GET and PATCH, twice is as good as once. */
  readonly method: string;
  /** Milliseconds, the answer included. */
  readonly timeoutMs: number;
  readonly budget: Budget | undefined;
  /** Sends it; called again if it may be repeated. */
  readonly send: (signal: AbortSignal) => Promise<Response>;
}

/** An answer with what HTTP says about it. */
export interface Reply extends Answer {
  readonly headers: Headers;
}

/** Methods of calls that may be sent twice. */
const REPEATABLE = ['GET', 'PATCH'];

/** How a kept connection shows that the other side had closed it before it read our request. */
const staleConnectionCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Milliseconds that one request may still take. */
export const limitMs = (timeoutMs: number, budget: Budget | undefined): number =>
  Math.ceil(Math.min(timeoutMs, budget?.remainingMs ?? Infinity));

/**
 * Sends one request and reads its answer, in limited time. A read whose connection had died is sent once more.
 * @throws AirflowUnavailableError; `timedOut` when it was sent and its answer did not come in time
 */
export async function requested({ what, method, timeoutMs, budget, send }: LimitedRequest): Promise<Reply> {
  const givenMs = limitMs(timeoutMs, budget);
  // Without `timedOut`: nothing is sent, so nothing can have been carried out.
  if (givenMs === 0) {
    throw noTimeLeft(what);
  }
  const attempt = () => replied(send, AbortSignal.timeout(limitMs(timeoutMs, budget)));
  try {
    return await attempt().catch((error: unknown) => {
      // A Lambda that was frozen wakes up with dead connections; only what means the same twice is safe to repeat.
      if (REPEATABLE.includes(method) && staleConnectionCodes.has(networkCode(error))) {
        return attempt();
      }
      throw error;
    });
  } catch (error) {
    const timedOut = error instanceof Error && error.name === 'TimeoutError';
    const why = timedOut ? `no answer within ${givenMs} ms` : networkCode(error);
    throw new AirflowUnavailableError(`Airflow is not available: ${what}: ${why}`, { timedOut });
  }
}

/** For a call that was not sent, since its budget is used up. */
export function noTimeLeft(what: string): AirflowUnavailableError {
  return new AirflowUnavailableError(`Airflow is not available: there was no time left for ${what}`);
}

async function replied(send: LimitedRequest['send'], signal: AbortSignal): Promise<Reply> {
  const response = await send(signal);
  const { status, headers } = response;
  return { status, headers, body: parseJson(await response.text()) };
}

/** The code of a network error, which fetch hides in `cause`. Not its message: that may quote the URL. */
function networkCode(error: unknown): string {
  return codeOf(error instanceof Error ? error.cause : undefined) ?? 'network error';
}

/** What a text of JSON says; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
