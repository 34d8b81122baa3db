import type { ListedReject, RunDetail, RunSummary } from '../runs/run-views.ts';
import { ApiError } from './api-error.ts';
import type { ApiRequest, AskApi } from './ask.ts';

const TIMEOUT_MS = 10_000;
/** Rows of the longest page that the API gives out. */
const [RUNS_OF_A_PAGE, REJECTS_OF_A_PAGE] = [100, 1000];

/** Which rejected rows are wanted. */
export interface RejectFilter {
  readonly input?: string | undefined;
  /** `reject` or `warning`. */
  readonly severity?: string | undefined;
  readonly reason?: string | undefined;
  readonly column?: string | undefined;
}

/** The newest runs. @throws ApiError */
export async function newestRuns(ask: AskApi, limit: number): Promise<readonly RunSummary[]> {
  return await listed<RunSummary>(ask, '/runs', limit, RUNS_OF_A_PAGE, 'runs');
}

/** A run with all that is known of it. @throws ApiError RUN_NOT_FOUND */
export async function runOf(ask: AskApi, runId: string): Promise<RunDetail> {
  return JSON.parse(await answered(ask, { path: `/runs/${encodeURIComponent(runId)}` }));
}

/** The first rows that a run rejected or warned of, by input, source and line. @throws ApiError */
export async function rejectsOf(
  ask: AskApi,
  runId: string,
  filter: RejectFilter,
  limit: number,
): Promise<readonly ListedReject[]> {
  return await listed<ListedReject>(ask, rejectsPath(runId, filter), limit, REJECTS_OF_A_PAGE, 'rejects');
}

/** All of them as CSV with one header, a page at a time. @throws ApiError */
export async function* rejectsCsv(
  ask: AskApi,
  runId: string,
  filter: RejectFilter,
): AsyncGenerator<string, void, undefined> {
  let path: string | undefined = withQuery(rejectsPath(runId, filter), {
    format: 'csv',
    limit: REJECTS_OF_A_PAGE,
  });
  for (let isFirst = true; path !== undefined; isFirst = false) {
    const answer = await ask({ path }, TIMEOUT_MS);
    if (answer.status !== 200) {
      throw new ApiError(answer);
    }
    // Each page has the header, which no name of a column makes longer than a line.
    yield isFirst ? answer.body : answer.body.slice(answer.body.indexOf('\n') + 1);
    path = /^<(.+)>; rel="next"$/.exec(answer.headers['link'] ?? '')?.[1];
  }
}

/** Cancels a run that is queued or running. @throws ApiError RUN_NOT_FOUND, RUN_ENDED */
export async function cancelRun(ask: AskApi, runId: string): Promise<void> {
  await answered(ask, { path: `/runs/${encodeURIComponent(runId)}/cancel`, method: 'POST' });
}

async function listed<Row>(
  ask: AskApi,
  path: string,
  limit: number,
  mostOfAPage: number,
  member: string,
): Promise<Row[]> {
  const rows: Row[] = [];
  let next: string | null = withQuery(path, { limit: Math.min(limit, mostOfAPage) });
  while (next !== null && rows.length < limit) {
    const page: { readonly next: string | null; readonly [member: string]: unknown } = JSON.parse(
      await answered(ask, { path: next }),
    );
    const found = page[member];
    rows.push(...(Array.isArray(found) ? found : []));
    next = page.next;
  }
  return rows.slice(0, limit);
}

async function answered(ask: AskApi, request: ApiRequest): Promise<string> {
  const answer = await ask(request, TIMEOUT_MS);
  if (answer.status !== 200) {
    throw new ApiError(answer);
  }
  return answer.body;
}

function rejectsPath(runId: string, filter: RejectFilter): string {
  return withQuery(`/runs/${encodeURIComponent(runId)}/rejects`, { ...filter });
}

function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const more = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) {
      more.append(name, String(value));
    }
  }
  if (more.size === 0) {
    return path;
  }
  return `${path}${path.includes('?') ? '&' : '?'}${more}`;
}
