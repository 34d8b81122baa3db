import type { FeaturePage, RejectedRow, RejectKind, RunDetail, RunSummary } from './runs/run-views.ts';

export type TriggerAnswer =
  | { readonly outcome: 'started'; readonly runId: string }
  | { readonly outcome: 'refused'; readonly message: string; readonly retryAfterS: number | undefined };

const TRIGGER_TIMEOUT_MS = 30_000;
const TIMEOUT_MS = 10_000;

/** Our API as a client sees it. What it does not answer, or not with 200, is undefined: to look on is the caller's choice. */
export class ApiClient {
  readonly #url: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #timeoutMs: number;

  /** @param key the API key, or an empty text where none is set */
  constructor(url: string, key: string, timeoutMs = TIMEOUT_MS) {
    this.#url = url;
    this.#headers = key ? { 'x-api-key': key } : {};
    this.#timeoutMs = timeoutMs;
  }

  /** Starts a run, as anybody would. */
  async trigger(body: {
    readonly asOf: string | undefined;
    readonly acceptFutureDate: boolean;
    readonly acceptDeletes: boolean;
  }): Promise<TriggerAnswer> {
    const response = await fetch(`${this.#url}/trigger-etl`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.#headers },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(TRIGGER_TIMEOUT_MS),
    });
    const answer = (await response.json()) as { message: string; runId?: string };
    if (response.ok && answer.runId) {
      return { outcome: 'started', runId: answer.runId };
    }
    const retryAfter = response.headers.get('retry-after');
    return {
      outcome: 'refused',
      message: answer.message,
      retryAfterS: retryAfter ? Number(retryAfter) : undefined,
    };
  }

  /** A run with its progress, counts and difference to the run before it. */
  async run(runId: string): Promise<RunDetail | undefined> {
    return await this.#get<RunDetail>(`/runs/${encodeURIComponent(runId)}`);
  }

  /** The newest run; null when there is none yet. */
  async lastRun(): Promise<RunSummary | null | undefined> {
    const page = await this.#get<{ runs: RunSummary[] }>('/runs?limit=1');
    return page && (page.runs[0] ?? null);
  }

  /** The first rows of a kind, in file order; none when they can't be had. */
  async rejects(
    runId: string,
    { input, column, reason, severity }: RejectKind,
    limit: number,
  ): Promise<readonly RejectedRow[]> {
    // A reason that concerns a whole row concerns no column in any.
    const ofColumn = column === null ? {} : { column };
    const query = new URLSearchParams({ input, ...ofColumn, reason, severity, limit: String(limit) });
    const page = await this.#get<{ rejects: RejectedRow[] }>(
      `/runs/${encodeURIComponent(runId)}/rejects?${query}`,
    );
    return page?.rejects ?? [];
  }

  /** The first rows of the table of the result. */
  async features(limit: number): Promise<FeaturePage | undefined> {
    return await this.#get<FeaturePage>(`/features?limit=${limit}`);
  }

  async #get<T>(path: string): Promise<T | undefined> {
    try {
      const response = await fetch(`${this.#url}${path}`, {
        headers: this.#headers,
        signal: AbortSignal.timeout(this.#timeoutMs),
      });
      const body = await response.json();
      return response.ok ? (body as T) : undefined;
    } catch {
      return undefined;
    }
  }
}
