import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RunDetail } from '../../../lib/schemas/run.ts';
import { dashboardFiles } from '../../../web/dashboard-files.ts';
import { summaryOf } from './sample-runs.ts';

/** The page over answers that stand fixed, so that it can be looked at in states that a real stack passes in a moment. */
export interface SampleServer {
  readonly origin: string;
  /** Requests that are no GET: method, path and body. */
  readonly posted: { readonly path: string; readonly body: string }[];
  /** What is answered from now on: these runs, the newest first. */
  show(...runs: readonly RunDetail[]): void;
  close(): void;
}

const TYPES = { html: 'text/html; charset=utf-8', js: 'text/javascript', css: 'text/css' } as const;
const NAMES = { table: 'users_derivation', entity: 'users', one: 'user' };
const FOLDER = '/home/zoe/data/clinic/2026-11';

/** Rejected rows of a run: a page of them, with one whose row is long, one of several lines, one that can't be located. */
const ROWS = [
  {
    input: 'users',
    source: 'users.csv',
    line: 1802,
    column: 'signup_date',
    reason: 'bad_date',
    seen: '31/02/2024',
    raw: '1802,"Zoë ""Zo"" Ng",zoe@example.com,31/02/2024',
  },
  {
    input: 'experiments',
    source: 'user_experiments.csv',
    line: 12_000_002,
    column: 'user_id',
    reason: 'unknown_user',
    seen: '1802',
    raw: '12000001,1802,3;4,17',
  },
  {
    input: 'experiments',
    source: 'user_experiments.csv',
    line: 12_000_003,
    column: 'experiment_run_time',
    reason: 'not_an_integer',
    seen: '12<U+00A0>000',
    raw: '12000002,17,3;4,12\u00a0000',
  },
  {
    input: 'experiments',
    source: 'user_experiments.csv',
    line: 12_000_004,
    column: null,
    reason: 'wrong_column_count',
    seen: '6',
    raw: `12000003,17,3;4,6,${'a very long text that somebody has put behind the last column '.repeat(6)},6`,
  },
  {
    input: 'experiments',
    source: 'user_experiments.csv',
    line: 12_000_005,
    column: 'experiment_run_time',
    reason: 'not_an_integer',
    seen: '5',
    raw: '5,5,1;2,5',
  },
].map((row) => ({
  ...row,
  file: row.input,
  lastLine: row.line === 12_000_004 ? 12_000_006 : row.line,
  severity: 'reject',
}));

/** Starts it on a free port of 127.0.0.1. */
export async function startSampleServer(): Promise<SampleServer> {
  const files = await dashboardFiles(Promise.resolve(NAMES));
  const posted: SampleServer['posted'] = [];
  let runs: readonly RunDetail[] = [];

  const jsonOf = (path: string, query: URLSearchParams): object | undefined => {
    if (path === '/runs') {
      const [state, code] = [query.get('state'), query.get('code')];
      const shown = runs.filter(
        (run) => (state === null || run.state === state) && (code === null || run.error?.code === code),
      );
      return { message: '', runs: shown.map(summaryOf), next: null, total: shown.length, location: FOLDER };
    }
    const [, , runId = '', rejects] = path.split('/').map(decodeURIComponent);
    if (rejects) {
      const kept = ROWS.filter((row) =>
        (['input', 'column', 'reason'] as const).every((name) => [null, row[name]].includes(query.get(name))),
      );
      return { message: '', rejects: kept, next: kept.length > 1 ? `${path}?cursor=x` : null, total: 10_158 };
    }
    return runs.find((run) => run.runId === runId);
  };

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
    const name = pathname === '/' ? 'index.html' : pathname.replace('/static/', '');
    const file = files.get(name);
    if (file) {
      const type = TYPES[name.split('.').at(-1) as keyof typeof TYPES];
      response.writeHead(200, { 'content-type': type }).end(file);
      return;
    }
    if (request.method === 'POST') {
      posted.push({ path: pathname, body: await bodyOf(request) });
      response
        .writeHead(200, { 'content-type': 'application/json' })
        .end(JSON.stringify({ message: '', runId: runs[0]?.runId }));
      return;
    }
    const body = jsonOf(pathname, searchParams);
    response
      .writeHead(body ? 200 : 404, { 'content-type': 'application/json' })
      .end(JSON.stringify(body ?? { message: 'There is nothing', code: 'NOT_FOUND' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    posted,
    show: (...shown) => {
      runs = shown;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) {
    body += chunk;
  }
  return body;
}
