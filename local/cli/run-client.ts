import { setTimeout as delay } from 'node:timers/promises';
import postgres from 'postgres';
import type { Addresses } from '../stack/addresses.ts';

/** A finished run, as `--json` prints it. */
export type RunRecord = {
  readonly runId: string;
  readonly state: 'succeeded' | 'failed';
  readonly counts: Readonly<Record<string, number | null>>;
  readonly asOf: string | null;
  readonly startedAt: string | null;
  /** From the DAG run's queued_at to the commit of publish. */
  readonly durationMs: number | null;
  readonly error: { readonly step: string; readonly code: string; readonly message: string } | null;
};

/** Kinds of rejects and warnings of a run, the most frequent first. */
export type RejectSummary = readonly {
  readonly file: string;
  readonly column: string;
  readonly reason: string;
  readonly severity: string;
  readonly count: number;
  /** The first of them, in file order. */
  readonly first: readonly { readonly line: number; readonly raw: string }[];
}[];

export type TriggerAnswer =
  | { readonly outcome: 'started'; readonly runId: string }
  | { readonly outcome: 'refused'; readonly message: string; readonly retryAfterS: number | undefined };

const SHOWN_OF_A_KIND = 3;

const COUNTS = ['read', 'loaded', 'rejected', 'warnings', 'inserted', 'updated', 'deleted', 'unchanged'];

/** Starts a run over HTTP, as anybody would. */
export async function triggerRun(
  { api }: Addresses,
  apiKey: string,
  body: { readonly asOf: string | undefined; readonly acceptDeletes: boolean },
): Promise<TriggerAnswer> {
  const response = await fetch(`${api}/trigger-etl`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(apiKey ? { 'x-api-key': apiKey } : {}) },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const answer = (await response.json()) as { message: string; runId?: string };
  if (response.ok && answer.runId) return { outcome: 'started', runId: answer.runId };
  const retryAfter = response.headers.get('retry-after');
  return {
    outcome: 'refused',
    message: answer.message,
    retryAfterS: retryAfter ? Number(retryAfter) : undefined,
  };
}

/**
 * Waits for the DAG run to end.
 *
 * @returns whether it succeeded
 */
export async function awaitRun(
  { airflow }: Addresses,
  runId: string,
  onWait: (ms: number) => void,
): Promise<boolean> {
  const login = await fetch(`${airflow.url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: airflow.username, password: airflow.password }),
  });
  const { access_token } = (await login.json()) as { access_token: string };
  const url = `${airflow.url}/api/v2/dags/etl_pipeline/dagRuns/${encodeURIComponent(runId)}`;
  const startedAt = performance.now();
  for (;;) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${access_token}` } });
    const { state } = (await response.json()) as { state: string };
    if (state === 'success' || state === 'failed') return state === 'success';
    const waited = performance.now() - startedAt;
    onWait(waited);
    // Short runs are told at once, long ones cost nothing to watch.
    await delay(Math.min(500, 10 + waited / 20));
  }
}

/** What the database says of a run; undefined when it isn't recorded there. */
export async function readRun({ database }: Addresses, runId: string) {
  const sql = postgres(database.reader, { max: 1, onnotice: () => undefined });
  try {
    const [row] = await sql`
      SELECT *, as_of::text AS as_of_text,
             extract(epoch FROM finished_at - queued_at) * 1000 AS duration_ms
      FROM etl.runs WHERE run_id = ${runId}`;
    if (!row) return undefined;
    const rejects = await sql`
      SELECT kind.*, (
        SELECT coalesce(json_agg(json_build_object('line', line, 'raw', raw) ORDER BY line), '[]') FROM (
          SELECT line, raw FROM etl.rejected_rows r
          WHERE r.run_id = ${runId} AND r.file = kind.file AND r.reason = kind.reason
            AND coalesce(r.column_name, '') = kind.column
          ORDER BY line LIMIT ${SHOWN_OF_A_KIND}
        ) AS rows
      ) AS first
      FROM (
        SELECT file, column_name AS column, reason, severity, sum(count)::float8 AS count
        FROM etl.reject_counts WHERE run_id = ${runId} GROUP BY 1, 2, 3, 4
      ) AS kind
      ORDER BY kind.file, kind.severity, kind.count DESC, kind.reason, kind.column`;
    const record: RunRecord = {
      runId,
      state: row['state'],
      counts: Object.fromEntries(COUNTS.map((name) => [name, row[name] === null ? null : Number(row[name])])),
      asOf: row['as_of_text'],
      startedAt: (row['started_at'] as Date).toISOString(),
      durationMs: Math.round(Number(row['duration_ms'])),
      error: row['error'],
    };
    return { record, rejects: rejects as unknown as RejectSummary };
  } finally {
    await sql.end({ timeout: 5 });
  }
}

/** The first rows of users_derivation, header first, as texts. */
export async function firstRows({ database }: Addresses, limit: number): Promise<string[][]> {
  const sql = postgres(database.reader, { max: 1, onnotice: () => undefined });
  try {
    const rows = await sql`
      SELECT d.row FROM (SELECT to_jsonb(u) AS row FROM users_derivation u ORDER BY user_id LIMIT ${limit}) AS d`;
    const columns = await sql`
      SELECT attname AS name FROM pg_attribute
      WHERE attrelid = 'users_derivation'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`;
    const names = columns.map((column) => column['name'] as string);
    return [
      names,
      ...rows.map(({ row }) => names.map((name) => String((row as Record<string, unknown>)[name] ?? ''))),
    ];
  } finally {
    await sql.end({ timeout: 5 });
  }
}
