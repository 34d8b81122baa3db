import type { Defect, DefectReason, Entry, RecordBatch } from '../../../lib/csv/records/entry.ts';
import type { Findings } from '../../../lib/pipeline/findings/findings.ts';

/** A record of these fields; its raw text is the fields with commas, its line is given by batchesOf. */
export function record(...fields: string[]): Entry {
  return {
    kind: 'record',
    line: 0,
    lastLine: 0,
    offset: 0,
    isUnended: false,
    hasRowsInside: false,
    fields,
    raw: fields.join(','),
  };
}

/** A record whose fields can't be told. */
export function defect(reason: DefectReason, raw = 'raw text'): Defect {
  return { kind: 'defect', line: 0, lastLine: 0, offset: 0, reason, raw };
}

/** Batches as the reader gives them, the first record on line 2, one line each. */
export async function* batchesOf(...batches: Entry[][]): AsyncGenerator<RecordBatch> {
  let line = 2;
  for (const entries of batches) {
    const placed = entries.map((entry, index) => ({ ...entry, line: line + index, lastLine: line + index }));
    line += entries.length;
    yield await Promise.resolve({ entries: placed, bytes: 0, line });
  }
}

/** What was found, short: line, reason, column. */
export function found(findings: Findings): [line: number, reason: string, column: string | null][] {
  return findings.rows.map(({ line, reason, column }) => [line, reason, column]);
}
