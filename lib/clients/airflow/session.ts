import type { Budget } from '../../budget.ts';
import { TimeLimitError, withinMs } from '../../time-limit.ts';
import { AirflowUnavailableError } from './errors.ts';
import { readShape, shapes } from './shapes.ts';

export interface SessionOptions {
  url: string;
  username: string;
  password: string;
  /** Milliseconds each HTTP request may take, its answer included. */
  timeoutMs: number;
}

export interface Answer {
  status: number;
  /** The parsed JSON; undefined when the answer is empty or not JSON. */
  body: unknown;
}

/** What a call sends, and how long it may take with all that it needs; without a budget each request has `timeoutMs`. */
export interface CallOptions {
  body?: unknown;
  budget?: Budget | undefined;
}

/** Methods of calls that may be sent twice. */
const REPEATABLE = ['GET', 'PATCH'];

/** How a kept connection shows that the other side had closed it before it read our request. */
const staleConnectionCodes = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/**
 * HTTP to one Airflow as one user. Holds the token: one login at a time whoever waits for it, and one
 * renewal when Airflow does not take it any more (it lasts a day; a restart with another key ends it earlier).
 */
export class AirflowSession {
  readonly #options: SessionOptions;
  readonly #base: string;
  #token: string | undefined;
  #login: Promise<string> | undefined;

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#base = options.url.replace(/\/+$/, '');
  }

  /**
   * One call with the token. Resolves with any answer but 401, 403 and 5xx.
   * @throws AirflowUnavailableError on those, when Airflow cannot be reached, and on a time-out.
   */
  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { budget } = options;
    const token = this.#token ?? (await this.#newToken(undefined, budget));
    let answer = await this.#request(method, path, { ...options, token });
    if (refusesToken(answer)) {
      answer = await this.#request(method, path, { ...options, token: await this.#newToken(token, budget) });
    }
    return usable(answer, `${method} ${path}`);
  }

  /** One GET without a token, for what Airflow tells anybody. Throws as `call` does. */
  async callOpenly(path: string, budget?: Budget): Promise<Answer> {
    return usable(await this.#request('GET', path, { budget }), `GET ${path}`);
  }

  /** A token other than the one just refused; joins a login under way, or one that came in meanwhile. */
  async #newToken(refused: string | undefined, budget: Budget | undefined): Promise<string> {
    if (this.#token !== undefined && this.#token !== refused) {
      return this.#token;
    }
    this.#login ??= this.#logIn(budget).finally(() => {
      this.#login = undefined;
    });
    if (!budget) {
      return await this.#login;
    }
    try {
      // Somebody with more time may have begun the login.
      return await withinMs(this.#login, budget.remainingMs);
    } catch (error) {
      throw error instanceof TimeLimitError ? noTimeLeft('a login') : error;
    }
  }

  async #logIn(budget: Budget | undefined): Promise<string> {
    this.#token = undefined;
    const { username, password } = this.#options;
    const path = '/auth/token';
    let answer: Answer;
    try {
      answer = await this.#request('POST', path, { body: { username, password }, budget });
    } catch (error) {
      // Without `timedOut`: the call this login was for has not been sent.
      throw error instanceof AirflowUnavailableError ? new AirflowUnavailableError(error.message) : error;
    }
    // Of a refusal only the status is told: FastAPI's 422 quotes the body it was sent, password included.
    if (answer.status !== 201 && answer.status !== 200) {
      throw new AirflowUnavailableError(`Airflow refused the login with status ${answer.status}`);
    }
    this.#token = readShape(shapes.login, answer.body, `POST ${path}`).access_token;
    return this.#token;
  }

  async #request(method: string, path: string, content: CallOptions & { token?: string }): Promise<Answer> {
    const { body, token, budget } = content;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== undefined) {
      headers['authorization'] = `Bearer ${token}`;
    }
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
    }
    const limitMs = () => Math.ceil(Math.min(this.#options.timeoutMs, budget?.remainingMs ?? Infinity));
    const givenMs = limitMs();
    // Without `timedOut`: nothing is sent, so nothing can have been carried out.
    if (givenMs === 0) {
      throw noTimeLeft(`${method} ${path}`);
    }
    const attempt = () =>
      fetched(`${this.#base}${path}`, {
        method,
        headers,
        // A redirect would take the token, or the password, to an address nobody configured.
        redirect: 'manual',
        signal: AbortSignal.timeout(limitMs()),
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    try {
      return await attempt().catch((error: unknown) => {
        // A Lambda that was frozen wakes up with dead connections; only what means the same twice is safe to repeat.
        if (REPEATABLE.includes(method) && staleConnectionCodes.has(codeOf(error))) {
          return attempt();
        }
        throw error;
      });
    } catch (error) {
      const timedOut = error instanceof Error && error.name === 'TimeoutError';
      const why = timedOut ? `no answer within ${givenMs} ms` : codeOf(error);
      throw new AirflowUnavailableError(`Airflow is not available: ${method} ${path}: ${why}`, { timedOut });
    }
  }
}

async function fetched(url: string, request: RequestInit): Promise<Answer> {
  const response = await fetch(url, request);
  return { status: response.status, body: parseJson(await response.text()) };
}

function noTimeLeft(what: string): AirflowUnavailableError {
  return new AirflowUnavailableError(`Airflow is not available: there was no time left for ${what}`);
}

/** Airflow 3.3.2 answers 401 to a token that has expired, and 403 with this detail to one of another key [measured]. */
function refusesToken({ status, body }: Answer): boolean {
  if (status !== 403) {
    return status === 401;
  }
  const detail = (body as { detail?: unknown } | undefined)?.detail;
  return typeof detail === 'string' && detail.includes('Invalid JWT token');
}

function usable(answer: Answer, what: string): Answer {
  const { status } = answer;
  if (status === 401 || status === 403 || status >= 500) {
    throw new AirflowUnavailableError(`Airflow answered ${what} with status ${status}`);
  }
  return answer;
}

/** The code of a network error, which fetch hides in `cause`. Not its message: that may quote the URL. */
function codeOf(error: unknown): string {
  const cause = error instanceof Error ? error.cause : undefined;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') {
    return cause.code;
  }
  return 'network error';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
