import { COLUMNS, type ColumnChunk } from '../../aggregation/partial/column-chunks.ts';
import { encodeBytes } from '../../aggregation/partial/texts.ts';
import type { Findings, FoundElsewhere } from '../findings/findings.ts';

/**
 * What was found in a slice, as a column of its partial: the lines are counted from the first one of the slice, which is 0, so
 * that they hold wherever in a file the slice is. What people ask for is in etl.rejected_rows, with the lines of the file.
 *
 * @param fromLine the first line of the slice
 */
export function* encodeFindings(findings: Findings, fromLine: number): Generator<ColumnChunk> {
  const kinds = findings.counts();
  if (kinds.length === 0) {
    return;
  }
  const rows = findings.rows.map((row) => ({ ...row, line: row.line - fromLine }));
  const found: FoundElsewhere = { rows, kinds };
  yield* encodeBytes(COLUMNS.findings, Buffer.from(JSON.stringify(found)));
}
