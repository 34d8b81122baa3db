import { rejectsCommand } from '../rejects-command.ts';
import type { RejectSummary } from './reject-summary.ts';
import type { RunRecord } from './run-record.ts';

/** How a run ended, in words. */
export function outcomeOf({ state, counts }: { readonly state: string } & Pick<RunRecord, 'counts'>): string {
  return state === 'succeeded' && (counts['rejected'] ?? 0) > 0 ? 'succeeded with rejects' : state;
}

/**
 * What a succeeded run did, for a person, line by line.
 *
 * @param told what the table of the result is called, and what is to be known of the files, a sentence each
 * @param difference the line that says what differs from the run before it, if there is one
 */
export function summary(
  record: RunRecord,
  rejects: RejectSummary,
  { table, notices }: { readonly table: string; readonly notices: readonly string[] },
  difference?: string,
): string[] {
  const { runId, counts, asOf, durationMs } = record;
  const list = (names: readonly string[]) => names.map((name) => `${counts[name] ?? 0} ${name}`).join(', ');
  const titles = ['rows of the files:', `${table}:`];
  const [ofFiles, ofTable] = titles.map((title) =>
    title.padEnd(Math.max(...titles.map(({ length }) => length))),
  );
  const lines = [
    `Run ${runId} ${outcomeOf(record)} in ${((durationMs ?? 0) / 1000).toFixed(2)} s (as of ${asOf})`,
    `  ${ofFiles} ${list(['read', 'loaded', 'rejected', 'warnings'])}`,
    `  ${ofTable} ${list(['inserted', 'updated', 'deleted', 'unchanged'])}`,
    ...(difference === undefined ? [] : [difference]),
    ...notices.map((notice) => `  ${notice}`),
  ];
  return [...lines, ...rejectLines(runId, rejects)];
}

/** Every kind of rejects and warnings, by input, with its first rows. */
export function rejectLines(runId: string, rejects: RejectSummary): string[] {
  return rejects.flatMap((kind) => kindLines(runId, kind));
}

/** A kind of rejects or warnings, and its first rows. */
function kindLines(runId: string, kind: RejectSummary[number]): string[] {
  const { input, file, column, reason, severity, count, everyRow, meaning, hint, first } = kind;
  // Of an input of one file nobody needs to be told which.
  const fileOf = (source: string | null) => (source === null || source === `${file}.csv` ? '' : `${source} `);
  const subject = column === '' ? '' : ` (${column})`;
  return [
    `  ${input}: ${count} ${severity}${count === 1 ? '' : 's'} ${reason}${subject}${everyRow ? ', of every row' : ''}`,
    ...[meaning, hint].filter((text) => text !== null).map((text) => `    ${text}`),
    ...onceEach(first).map((row) => `    ${fileOf(row.source)}${placeOf(row)}: ${cut(row.raw)}`),
    ...(count > first.length ? [`    … ${rejectsCommand(runId, kind)}`] : []),
  ];
}

type FirstRow = RejectSummary[number]['first'][number];

/** Rows that are told once, with all that was seen in them: one may name several ids that are unknown. */
function onceEach(rows: readonly FirstRow[]): FirstRow[] {
  const same = Map.groupBy(rows, ({ source, line }) => `${source} ${line}`);
  return [...same.values()].flatMap((own) => {
    const [first] = own;
    const seen = own.map((row) => row.seen).filter((one) => one !== null);
    return first ? [{ ...first, seen: seen.length > 1 ? seen.join(', ') : (seen[0] ?? null) }] : [];
  });
}

/** Where a row is, and what was seen there, where nobody sees it in the row. */
function placeOf({ line, lastLine, seen, raw }: FirstRow): string {
  const lines = (lastLine ?? line) > line ? `lines ${line} to ${lastLine}` : `line ${line}`;
  return seen === null || cut(raw).includes(seen) ? lines : `${lines}, ${seen}`;
}

/** A record may be as long as it likes. */
function cut(raw: string): string {
  return raw.length > 120 ? `${raw.slice(0, 119)}…` : raw;
}
