import type { RejectKind } from './runs/run-views.ts';

/** The command that lists all rows of a kind that a run rejected or warned of, ready to be pasted into a shell. */
export function rejectsCommand(
  runId: string,
  { input, column, reason }: Pick<RejectKind, 'input' | 'column' | 'reason'>,
): string {
  const conditions = [
    `run_id = ${literal(runId)}`,
    `input = ${literal(input)}`,
    `reason = ${literal(reason)}`,
    // A reason that concerns a whole row concerns no column in any.
    ...(column ? [`column_name = ${literal(column)}`] : []),
  ];
  const query = `SELECT source, line, last_line, seen, raw FROM etl.rejected_rows WHERE ${conditions.join(' AND ')} ORDER BY source, line`;
  return `./run.sh sql ${word(query)}`;
}

/** A text in SQL. */
function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** One word of a shell's command line. */
function word(text: string): string {
  return `"${text.replaceAll(/[\\"$`]/g, '\\$&')}"`;
}
