const KEY = 'etl-api-key';

/** The shape of every error of the API, and of none at all. */
export interface Problem {
  readonly status: number;
  readonly message: string;
  readonly code: string;
  readonly retryAfter?: number;
  readonly reason?: string;
}

/** The API answered with an error, or (status 0) did not answer. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** The key that was entered in this tab. */
export function apiKey(): string | null {
  return sessionStorage.getItem(KEY);
}

/** Keeps a key for this tab, or forgets it. */
export function keepApiKey(key: string | null): void {
  if (key === null) {
    sessionStorage.removeItem(KEY);
  } else {
    sessionStorage.setItem(KEY, key);
  }
}

/**
 * Asks the API.
 *
 * @throws ApiError, or an AbortError when the signal says so
 */
export async function ask(path: string, init: RequestInit = {}): Promise<Response> {
  const key = apiKey();
  const headers = { ...init.headers, ...(key === null ? {} : { 'x-api-key': key }) };
  const response = await fetch(path, { ...init, headers }).catch((error: unknown) => {
    if (init.signal?.aborted) {
      throw error;
    }
    throw new ApiError({ status: 0, code: 'NO_ANSWER', message: 'The API does not answer' });
  });
  if (response.ok) {
    return response;
  }
  throw new ApiError(await problemOf(response));
}

/** Asks the API for JSON. @throws as ask does */
export async function askJson<T>(path: string, init: RequestInit = {}): Promise<T> {
  return (await (await ask(path, init)).json()) as T;
}

async function problemOf(response: Response): Promise<Problem> {
  const body = (await response.json().catch(() => ({}))) as Partial<Problem>;
  return { code: 'HTTP', message: `The API answered ${response.status}`, ...body, status: response.status };
}

/** The path of the next page, out of the header Link. */
export function nextOf(response: Response): string | null {
  return /<([^>]+)>; rel="next"/.exec(response.headers.get('link') ?? '')?.[1] ?? null;
}
