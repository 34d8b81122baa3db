import type { Database } from '../../clients/postgres.ts';
import type { Severity, UnknownValues } from '../rejects/rejects.ts';
import { type Run, type RunState, selectRun, toRun } from './runs.ts';

/** How many runs the usual duration is the median of. */
const USUAL_OF = 10;

/** Which runs, and how many at most. */
export interface RunFilter {
  /** Only runs that began before the one of that number. */
  readonly before?: bigint | undefined;
  readonly state?: RunState | undefined;
  /** Only runs that failed with that code. */
  readonly code?: string | undefined;
  readonly limit: number;
}

/** What runs are chosen by, wherever a page begins. */
export type WhichRuns = Pick<RunFilter, 'state' | 'code'>;

/** A run that is still running may have the error of a step that is tried again: it has not failed. */
const runsThat = (database: Database, { state, code }: WhichRuns) => database`
  ${state === undefined ? database`true` : database`state = ${state}`}
  AND ${code === undefined ? database`true` : database`state = 'failed' AND error ->> 'code' = ${code}`}`;

/** Runs, the newest first. */
export async function listRuns(database: Database, { before, limit, ...filter }: RunFilter): Promise<Run[]> {
  const rows = await database<Parameters<typeof toRun>[0][]>`
    ${selectRun(database)}
    WHERE ${before === undefined ? database`true` : database`seq < ${before}`}
      AND ${runsThat(database, filter)}
    ORDER BY seq DESC LIMIT ${limit}`;
  return rows.map(toRun);
}

/** The run that succeeded last before the one of that number. */
export async function previousRun(database: Database, seq: bigint): Promise<Run | undefined> {
  const [row] = await database<Parameters<typeof toRun>[0][]>`
    ${selectRun(database)} WHERE state = 'succeeded' AND seq < ${seq} ORDER BY seq DESC LIMIT 1`;
  return row && toRun(row);
}

/** How many runs there are on record with these filters. */
export async function countRuns(database: Database, filter: WhichRuns): Promise<number> {
  const [row] = await database<{ count: number }[]>`
    SELECT count(*)::float8 AS count FROM etl.runs WHERE ${runsThat(database, filter)}`;
  return row?.count ?? 0;
}

/**
 * Milliseconds that runs of a similar size take, queued to published: the median of the last ones before that number that
 * read half to twice as many bytes. Null without any, or while nobody knows how large this run is.
 */
export async function usualDurationMs(database: Database, seq: bigint): Promise<number | null> {
  const [row] = await database<{ ms: number | null }[]>`
    WITH sizes AS (SELECT run_id, sum(bytes) AS bytes FROM etl.parts GROUP BY run_id),
      own AS (SELECT bytes FROM sizes JOIN etl.runs AS runs USING (run_id) WHERE seq = ${seq})
    SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY ms) AS ms FROM (
      SELECT round(extract(epoch FROM finished_at - queued_at) * 1000)::float8 AS ms
      FROM etl.runs AS runs JOIN sizes USING (run_id) JOIN own ON sizes.bytes BETWEEN own.bytes / 2 AND own.bytes * 2
      WHERE state = 'succeeded' AND seq < ${seq} ORDER BY seq DESC LIMIT ${USUAL_OF}
    ) AS durations`;
  return row?.ms ?? null;
}

/** A source that a run reads. */
export interface SourceOfRun {
  readonly input: string;
  /** Its name in the location. */
  readonly source: string;
  /** As it is stored. */
  readonly bytes: number;
  /** Null of a run of before it was recorded. */
  readonly modifiedAt: Date | null;
}

/** The sources of a run, in the order in which they are read; none of a run of a release that recorded no slices. */
export async function sourcesOfRun(database: Database, runId: string): Promise<SourceOfRun[]> {
  return await database<SourceOfRun[]>`
    SELECT input, slice->>'source' AS source, max((slice->'version'->>'size')::float8) AS bytes,
           max((slice->'version'->>'modifiedAt')::timestamptz) AS "modifiedAt"
    FROM etl.parts, jsonb_array_elements(slices) WITH ORDINALITY AS listed (slice, place)
    WHERE run_id = ${runId} GROUP BY input, slice->>'source' ORDER BY min(part), min(place)`;
}

/** How many defects of one kind a run found, and which ids are unknown, where that is the reason. */
export interface RejectKindCount extends UnknownValues {
  readonly input: string;
  readonly column: string | null;
  readonly reason: string;
  readonly severity: Severity;
  readonly count: number;
  /** What the reason means in the first part that has it; null of a run of before it was recorded. */
  readonly meaning: string | null;
  /** The likely cause, and what to do; null where none is likely. */
  readonly hint: string | null;
}

/** The row of a kind; its details are null of most reasons, and of a run of before they were recorded. */
type KindRow = Omit<RejectKindCount, keyof UnknownValues> & { readonly details: UnknownValues | null };

const NO_VALUES: UnknownValues = { values: [], otherValues: 0 };

/** The kinds of defects of a run, rejects first, the most frequent first. People are told them by `inOrder`. */
export async function rejectKinds(database: Database, runId: string): Promise<RejectKindCount[]> {
  const rows = await database<KindRow[]>`
    SELECT input, nullif(column_name, '') AS column, reason, severity, sum(count)::float8 AS count,
      (array_agg(meaning ORDER BY part) FILTER (WHERE meaning IS NOT NULL))[1] AS meaning,
      (array_agg(hint ORDER BY part) FILTER (WHERE meaning IS NOT NULL))[1] AS hint,
      (array_agg(details ORDER BY part) FILTER (WHERE details IS NOT NULL))[1] AS details
    FROM etl.reject_counts WHERE run_id = ${runId}
    GROUP BY input, column_name, reason, severity
    ORDER BY severity, count DESC, input, reason, column_name`;
  return rows.map(({ details, ...kind }) => ({ ...kind, ...(details ?? NO_VALUES) }));
}

/** Lines of an input: all, and how many there are more of its rejected records than there are records. */
export interface LinesOfInput {
  readonly input: string;
  readonly read: number;
  readonly further: number;
}

/** The physical lines of the inputs that a run has loaded; of rejected records, of those that are listed. */
export async function linesOfRun(database: Database, runId: string): Promise<LinesOfInput[]> {
  return await database<LinesOfInput[]>`
    SELECT input, sum(lines)::float8 AS read, coalesce(max(further), 0)::float8 AS further
    FROM etl.partials JOIN etl.parts USING (run_id, part)
      LEFT JOIN (
        SELECT input, sum(last_line - line) AS further FROM etl.rejected_rows
        WHERE run_id = ${runId} AND severity = 'reject' GROUP BY input
      ) AS rejects USING (input)
    WHERE partials.run_id = ${runId} AND kind = 'slice' GROUP BY input`;
}

/** The inputs that a run reads. */
export async function inputsOfRun(database: Database, runId: string): Promise<string[]> {
  const rows = await database<{ input: string }[]>`
    SELECT input FROM etl.parts WHERE run_id = ${runId} GROUP BY input ORDER BY min(part)`;
  return rows.map(({ input }) => input);
}

/** A part as people want to see it: its progress, or its result. */
export interface PartState {
  readonly part: number;
  readonly input: string;
  readonly isLoaded: boolean;
  /** Whether somebody began to load it and said so; parts that are loaded at once say nothing. */
  readonly isBegun: boolean;
  readonly bytesTotal: number;
  readonly bytesDone: number;
  readonly read: number;
  readonly rejected: number;
  readonly warnings: number;
  readonly startedAt: Date | null;
  readonly loadedAt: Date | null;
}

/** The parts of a run with their progress, in the order of the inputs and of what is in them. */
export async function partStates(database: Database, runId: string): Promise<PartState[]> {
  return await database<PartState[]>`
    SELECT part, input, state = 'loaded' AS "isLoaded", progress.part IS NOT NULL AS "isBegun",
           parts.bytes::float8 AS "bytesTotal",
           CASE WHEN state = 'loaded' THEN parts.bytes ELSE least(coalesce(progress.bytes, 0), parts.bytes) END::float8 AS "bytesDone",
           coalesce(parts.read, progress.read, 0)::float8 AS read,
           coalesce(parts.rejected, progress.rejected, 0)::float8 AS rejected,
           coalesce(parts.warnings, 0)::float8 AS warnings,
           coalesce(parts.started_at, progress.started_at) AS "startedAt", loaded_at AS "loadedAt"
    FROM etl.parts AS parts LEFT JOIN etl.part_progress AS progress USING (run_id, part)
    WHERE run_id = ${runId} ORDER BY part`;
}

/** When a run last did something that others can see; undefined when there is no record of it. */
export async function lastHeardAt(database: Database, runId: string): Promise<Date | undefined> {
  const [row] = await database<{ heardAt: Date }[]>`
    SELECT greatest(runs.started_at, max(loaded_at), max(progress.updated_at)) AS "heardAt"
    FROM etl.runs AS runs LEFT JOIN etl.parts AS parts USING (run_id)
      LEFT JOIN etl.part_progress AS progress USING (run_id, part)
    WHERE run_id = ${runId} GROUP BY runs.run_id`;
  return row?.heardAt;
}
