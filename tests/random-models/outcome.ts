import type { Expected } from './oracle/oracle.ts';

/** What a run, or check, comes to, in a form in which it is compared. */
export interface Outcome {
  /** The gates that stay shut. */
  readonly gates: readonly string[];
  /** By key, ascending; none where a gate stayed shut. */
  readonly table: readonly Readonly<Record<string, unknown>>[];
  /** A line for each reject and warning: input, source, first and last line, column, reason, severity, record. */
  readonly found: readonly string[];
  /** A line for each kind of them: input, column, reason, severity, how many. */
  readonly counts: readonly string[];
  readonly read: number | null;
  readonly rejected: number | null;
  readonly warnings: number | null;
}

/** Values as lines, so that of many that are compared the differing ones are told. */
export function sortedLines(rows: readonly (readonly unknown[])[]): string[] {
  return rows.map((values) => values.map((value) => JSON.stringify(value ?? '')).join(' ')).sort();
}

/** A byte order mark before a record may be listed with it or not; one of a value is like it. */
export const listedRaw = (raw: string): string => raw.replace(/^\ufeff+/, '');

/** What the oracle expects, in that form. */
export function outcomeOf({ table, found, read, gates }: Expected): Outcome {
  const kinds = new Map<string, number>();
  for (const { input, column, reason, severity } of found) {
    const [kind = ''] = sortedLines([[input, column, reason, severity]]);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  const rejected = found.filter(({ severity }) => severity === 'reject').length;
  return {
    gates: [...gates].sort(),
    table: gates.length > 0 ? [] : table,
    found: sortedLines(
      found.map(({ input, source, line, lastLine, column, reason, severity, raw }) => {
        return [input, source, line, lastLine, column, reason, severity, listedRaw(raw)];
      }),
    ),
    counts: [...kinds].map(([kind, count]) => `${kind} ${count}`).sort(),
    read: [...read.values()].reduce((sum, count) => sum + count, 0),
    rejected,
    warnings: found.length - rejected,
  };
}
