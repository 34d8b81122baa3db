import type { Transaction } from '../../clients/postgres.ts';

export const SEVERITIES = ['reject', 'warning'] as const;
/** A reject does not count; a row with a warning does. */
export type Severity = (typeof SEVERITIES)[number];

/** Which step found the row: a step that runs again replaces its own findings only. */
export const FINDERS = ['load', 'publish'] as const;
export type Finder = (typeof FINDERS)[number];

/** A row that was rejected, or counted with a warning. */
export interface RejectedRow {
  /** The name of the source, in the location. */
  readonly source: string;
  /** Physical line, from 1, on which the record begins. */
  readonly line: number;
  /** Physical line on which it ends. */
  readonly lastLine: number;
  readonly column: string | null;
  readonly reason: string;
  readonly severity: Severity;
  /**
   * What was seen of it, with invisible characters made visible, and cut: what stands in the column, how many columns there are, which
   * id is unknown. Null where the reason says it all.
   */
  readonly seen: string | null;
  /** The record as it stands in the file, cut to a sane length. */
  readonly raw: string;
}

/** A rejected row, as far as it is told as the cause of other findings. */
export interface RejectedAt {
  readonly input: string;
  /** The name of the source, in the location. */
  readonly source: string;
  /** Physical line, from 1, on which the record begins. */
  readonly line: number;
  readonly reason: string;
}

/** An id that is unknown. */
export interface UnknownValue {
  /** The id, with invisible characters made visible, and cut. */
  readonly value: string;
  /** In how many rows it is named. */
  readonly count: number;
  /** The row of this id, where it was rejected; null where no such row is known. */
  readonly because: RejectedAt | null;
}

/** Which ids are unknown. */
export interface UnknownValues {
  /** The most frequent first, 20 at most, those without a rejected row before all others chosen; none of kinds of other reasons. */
  readonly values: readonly UnknownValue[];
  /** How many further different ids there are. */
  readonly otherValues: number;
}

/** How many rows there are of one kind, listed or not. */
export type RejectCount = Pick<RejectedRow, 'column' | 'reason' | 'severity'> & {
  readonly count: number;
  /** What the reason means here, with what was seen first. */
  readonly meaning?: string | undefined;
  /** The likely cause, and what to do about it. */
  readonly hint?: string | undefined;
} & Partial<UnknownValues>;

interface Origin {
  readonly runId: string;
  readonly part: number;
  readonly input: string;
  readonly finder: Finder;
}

/** Replaces what this step found in this part. Rows beyond the listed ones are in the counts. */
export async function replaceRejects(
  transaction: Transaction,
  { runId, part, input, finder }: Origin,
  rows: readonly RejectedRow[],
  counts: readonly RejectCount[],
): Promise<void> {
  const own = transaction`run_id = ${runId} AND part = ${part} AND found_by = ${finder}`;
  await transaction`DELETE FROM etl.rejected_rows WHERE ${own}`;
  await transaction`DELETE FROM etl.reject_counts WHERE ${own}`;
  if (rows.length > 0) {
    await transaction`
      INSERT INTO etl.rejected_rows (run_id, part, input, found_by, source, line, last_line, column_name, reason, severity, seen, raw)
      SELECT ${runId}, ${part}, ${input}, ${finder}, * FROM unnest(
        ${rows.map(({ source }) => source)}::text[],
        ${rows.map(({ line }) => String(line))}::bigint[], ${rows.map(({ lastLine }) => String(lastLine))}::bigint[],
        ${rows.map(({ column }) => column)}::text[], ${rows.map(({ reason }) => reason)}::text[],
        ${rows.map(({ severity }) => severity)}::text[], ${rows.map(({ seen }) => seen)}::text[],
        ${rows.map(({ raw }) => raw)}::text[])`;
  }
  if (counts.length > 0) {
    await transaction`
      INSERT INTO etl.reject_counts (run_id, part, input, found_by, column_name, reason, severity, count, meaning, hint, details)
      SELECT ${runId}, ${part}, ${input}, ${finder}, * FROM unnest(
        ${counts.map(({ column }) => column ?? '')}::text[], ${counts.map(({ reason }) => reason)}::text[],
        ${counts.map(({ severity }) => severity)}::text[], ${counts.map(({ count }) => String(count))}::bigint[],
        ${counts.map(({ meaning }) => meaning ?? null)}::text[], ${counts.map(({ hint }) => hint ?? null)}::text[],
        ${counts.map(detailsOf)}::text[]::jsonb[])`;
  }
}

/** What only kinds of some reasons have, as JSON; null of all others. */
function detailsOf({ values = [], otherValues = 0 }: RejectCount): string | null {
  const details: UnknownValues = { values, otherValues };
  return values.length > 0 ? JSON.stringify(details) : null;
}
