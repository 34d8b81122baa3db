/** A question to our API. The path has its query. */
export interface ApiRequest {
  readonly path: string;
  /** GET unless it is given. */
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What the API answers. Names of headers are lower case. */
export interface ApiAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Asks our API, wherever it is: over HTTP, or its functions themselves. @throws when there is no answer */
export type AskApi = (request: ApiRequest, timeoutMs: number) => Promise<ApiAnswer>;

/** The API over HTTP. @param key the API key, or an empty text where none is set */
export function overHttp(url: string, key: string): AskApi {
  const ownHeaders: Readonly<Record<string, string>> = key ? { 'x-api-key': key } : {};
  return async ({ path, method = 'GET', headers = {}, body }, timeoutMs) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { ...ownHeaders, ...headers },
      ...(body === undefined ? {} : { body }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: await response.text(),
    };
  };
}
