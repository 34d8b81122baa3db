import type { Budget } from '../../time-limits/budget.ts';
import { TimeLimitError, withinMs } from '../../time-limits/time-limit.ts';
import { AirflowUnavailableError } from './errors.ts';
import { noTimeLeft, requested } from './request.ts';
import { type Answer, type CallOptions, type Query, type Session, usable } from './session.ts';
import { readShape, shapes } from './shapes.ts';

/** An Airflow that logs in users by password. */
export interface PasswordSessionOptions {
  /** Where its API server is; a path in front of /api is kept. */
  url: string;
  username: string;
  password: string;
  /** Milliseconds each HTTP request may take, its answer included. */
  timeoutMs: number;
}

const API = '/api/v2';

/**
 * HTTP to one Airflow as one user. Holds the token: one login at a time whoever waits for it, and one
 * renewal when Airflow does not take it any more (it lasts a day; a restart with another key ends it earlier).
 */
export class PasswordSession implements Session {
  readonly longestPath = Number.POSITIVE_INFINITY;
  readonly #options: PasswordSessionOptions;
  readonly #base: string;
  #token: string | undefined;
  #login: Promise<string> | undefined;

  constructor(options: PasswordSessionOptions) {
    this.#options = options;
    this.#base = options.url.replace(/\/+$/, '');
  }

  async call(method: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { body, query, budget } = options;
    const address = `${API}${path}${queryString(query)}`;
    const token = this.#token ?? (await this.#newToken(undefined, budget));
    let answer = await this.#request(method, address, { body, budget, token });
    if (refusesToken(answer)) {
      const renewed = await this.#newToken(token, budget);
      answer = await this.#request(method, address, { body, budget, token: renewed });
    }
    return usable(answer, `${method} ${address}`);
  }

  async callOpenly(path: string, budget?: Budget): Promise<Answer> {
    return usable(await this.#request('GET', `${API}${path}`, { budget }), `GET ${API}${path}`);
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

  async #request(method: string, address: string, content: Content): Promise<Answer> {
    const { body, token, budget } = content;
    const headers: Record<string, string> = { accept: 'application/json' };
    if (token !== undefined) {
      headers['authorization'] = `Bearer ${token}`;
    }
    if (body !== undefined) {
      headers['content-type'] = 'application/json';
    }
    return await requested({
      ...{ what: `${method} ${address}`, method, timeoutMs: this.#options.timeoutMs, budget },
      send: (signal) =>
        fetch(`${this.#base}${address}`, {
          method,
          headers,
          // A redirect would take the token, or the password, to an address nobody configured.
          redirect: 'manual',
          signal,
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        }),
    });
  }
}

interface Content {
  readonly body?: unknown;
  readonly budget: Budget | undefined;
  readonly token?: string;
}

function queryString(query: Query = {}): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((each) => `${name}=${encodeURIComponent(each)}`),
  );
  return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}

/** Airflow 3.3.2 answers 401 to a token that has expired, and 403 with this detail to one of another key [measured]. */
function refusesToken({ status, body }: Answer): boolean {
  if (status !== 403) {
    return status === 401;
  }
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : undefined;
  return typeof detail === 'string' && detail.includes('Invalid JWT token');
}
