import type { FeaturePage, RejectedRow, RejectKind, RunDetail, RunSummary } from '../runs/run-views.ts';
import type { AskApi } from './ask.ts';

export type TriggerAnswer =
  | { readonly outcome: 'started'; readonly runId: string }
  | { readonly outcome: 'refused'; readonly message: string; readonly retryAfterS: number | undefined };

const TRIGGER_TIMEOUT_MS = 30_000;
const TIMEOUT_MS = 10_000;

/** Our API as a client sees it. What it does not answer, or not with 200, is undefined: to look on is the caller's choice. */
export class ApiClient {
  readonly #ask: AskApi;
  readonly #timeoutMs: number;

  constructor(ask: AskApi, timeoutMs = TIMEOUT_MS) {
    this.#ask = ask;
    this.#timeoutMs = timeoutMs;
  }

  /** Starts a run, as anybody would. */
  async trigger(body: {
    readonly asOf: string | undefined;
    readonly acceptFutureDate: boolean;
    readonly acceptDeletes: boolean;
  }): Promise<TriggerAnswer> {
    const headers = { 'content-type': 'application/json' };
    const request = { path: '/trigger-etl', method: 'POST', headers, body: JSON.stringify(body) } as const;
    const response = await this.#ask(request, TRIGGER_TIMEOUT_MS);
    const answer: { message: string; runId?: string } = JSON.parse(response.body);
    if (response.status < 300 && answer.runId) {
      return { outcome: 'started', runId: answer.runId };
    }
    const retryAfter = response.headers['retry-after'];
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
      const { status, body } = await this.#ask({ path }, this.#timeoutMs);
      const value: T = JSON.parse(body);
      return status >= 200 && status < 300 ? value : undefined;
    } catch {
      return undefined;
    }
  }
}
