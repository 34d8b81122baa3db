import type { CsvRecord } from '../../../csv/records/entry.ts';
import type { Findings } from '../../findings/findings.ts';
import { LONG_VALUE, UNENDED_LINE } from '../../findings/row-reasons.ts';

/** A row of more lines than that has a value which probably swallowed other rows. */
export const MOST_LINES = 5;

/** Notes what makes one doubt that a row was meant to be as it is: it counts, with a warning. */
export function noteRecordDoubts(record: CsvRecord, findings: Findings): void {
  if (record.lastLine - record.line >= MOST_LINES || record.hasRowsInside) {
    findings.add(record, LONG_VALUE, null, 'warning');
  }
  if (record.isUnended) {
    findings.add(record, UNENDED_LINE, null, 'warning');
  }
}
