import { COLUMNS, type ColumnChunk } from '../../aggregation/partial/column-chunks.ts';
import { encodeBytes } from '../../aggregation/partial/texts.ts';
import type { RejectedRow } from '../../store/rejects/rejects.ts';
import type { Findings, Kind } from '../findings/findings.ts';
import type { Slice } from './slice.ts';

/** What was found in slices, as their partial has it. */
interface StoredFindings {
  /** Each in which slice it is, and on which of its lines, both counted from 0. */
  readonly rows: readonly (Omit<RejectedRow, 'source'> & { readonly slice: number })[];
  readonly kinds: readonly Kind[];
}

/**
 * What was found in slices, as a column of their partial: the lines are counted from the first one of the slice, so that they
 * hold wherever in a file the slice is. What people ask for is in etl.rejected_rows, with source and line.
 *
 * @param slices those that were read, each of another source
 */
export function* encodeFindings(findings: Findings, slices: readonly Slice[]): Generator<ColumnChunk> {
  const kinds = findings.counts();
  if (kinds.length === 0) {
    return;
  }
  const numbers = new Map(slices.map(({ source }, index) => [source, index]));
  const rows = findings.rows.map(({ source, line, lastLine, ...row }) => {
    const slice = numbers.get(source) ?? 0;
    const before = slices[slice]?.fromLine ?? 0;
    return { ...row, slice, line: line - before, lastLine: lastLine - before };
  });
  const found: StoredFindings = { rows, kinds };
  yield* encodeBytes(COLUMNS.findings, Buffer.from(JSON.stringify(found)));
}
