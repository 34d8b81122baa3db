import type { RejectSummary, RunRecord } from './run-client.ts';
import { printable } from './terminal.ts';

/** What a succeeded run did, for a person. */
export function summary({ runId, counts, asOf, durationMs }: RunRecord, rejects: RejectSummary): string {
  const list = (names: readonly string[]) => names.map((name) => `${counts[name] ?? 0} ${name}`).join(', ');
  const lines = [
    `Run ${runId} succeeded in ${((durationMs ?? 0) / 1000).toFixed(2)} s (as of ${asOf})`,
    `  rows of the files: ${list(['read', 'loaded', 'rejected', 'warnings'])}`,
    `  users_derivation:  ${list(['inserted', 'updated', 'deleted', 'unchanged'])}`,
  ];
  return [...lines, ...rejectLines(rejects)].join('\n');
}

/** Every kind of rejects and warnings, by file, with its first rows. */
export function rejectLines(rejects: RejectSummary): string[] {
  return rejects.flatMap(kindLines);
}

/** A kind of rejects or warnings, and its first rows. */
function kindLines({ file, column, reason, severity, count, first }: RejectSummary[number]): string[] {
  const subject = column === '' ? '' : ` (${column})`;
  return [
    `  ${file}.csv: ${count} ${severity}${count === 1 ? '' : 's'} ${reason}${subject}`,
    ...first.map(({ line, raw }) => `    line ${line}: ${oneLine(raw)}`),
    ...(count > first.length
      ? [`    … ./run.sh sql "SELECT * FROM etl.rejected_rows WHERE reason = '${reason}'"`]
      : []),
  ];
}

/** A record may have line ends in it, and be as long as it likes. */
function oneLine(raw: string): string {
  const text = printable(raw);
  return text.length > 120 ? `${text.slice(0, 119)}…` : text;
}
