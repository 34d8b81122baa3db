import type { Budget } from '../../time-limits/budget.ts';
import { AirflowUnavailableError } from './errors.ts';

/** What is asked beside the path; a list is sent as the same name several times. */
export type Query = Readonly<Record<string, string | number | readonly string[]>>;

/** What Airflow answered. */
export interface Answer {
  status: number;
  /** The parsed JSON; undefined when the answer is empty or not JSON. */
  body: unknown;
}

/** What a call sends, and how long it may take with all that it needs; without a budget each request has its own limit. */
export interface CallOptions {
  query?: Query;
  body?: unknown;
  budget?: Budget | undefined;
}

/**
 * How one Airflow is reached, and as whom. The client knows what is asked; a session knows the address, the login, and how
 * refusals arrive. Paths begin where Airflow's API does, without `/api/v2`.
 */
export interface Session {
  /**
   * One call as our user. Resolves with any answer of Airflow's but 401, 403 and 5xx.
   * @throws AirflowUnavailableError on those, when Airflow cannot be reached, and on a time-out.
   */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** One GET of what Airflow tells anybody, without a login where there is one. Throws as `call` does. */
  callOpenly(path: string, budget?: Budget): Promise<Answer>;
  /** How many characters a path may have. */
  readonly longestPath: number;
}

/** The answer, if anybody can use it. @throws AirflowUnavailableError on 401, 403 and 5xx */
export function usable(answer: Answer, what: string): Answer {
  const { status } = answer;
  if (status === 401 || status === 403 || status >= 500) {
    // A proxy in front, or MWAA, gave up on Airflow: what it had passed on is carried out all the same.
    const timedOut = status === 502 || status === 504;
    throw new AirflowUnavailableError(`Airflow answered ${what} with status ${status}`, { timedOut });
  }
  return answer;
}

/** A part of a path. `:` and `+`, of which Airflow's own run ids are full, may stand in one as they are. */
export const segment = (text: string): string =>
  encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2B', '+');
