import { COLUMNS, type ColumnChunk } from '../../aggregation/partial/column-chunks.ts';
import { encodeBytes } from '../../aggregation/partial/texts.ts';
import type { RejectedRow } from '../../store/rejects/rejects.ts';
import type { Findings, FoundElsewhere, Kind } from '../findings/findings.ts';
import { firstLine, type Slice } from './slice.ts';

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
    const before = firstLine(slices[slice] ?? {});
    return { ...row, slice, line: line - before, lastLine: lastLine - before };
  });
  const found: StoredFindings = { rows, kinds };
  yield* encodeBytes(COLUMNS.findings, Buffer.from(JSON.stringify(found)));
}

/** What was found in slices as their partial has it, with the lines that it has in their sources. */
export function decodeFindings(bytes: Buffer, slices: readonly Slice[]): FoundElsewhere {
  if (bytes.length === 0) {
    return { rows: [], kinds: [] };
  }
  const { rows, kinds }: StoredFindings = JSON.parse(bytes.toString());
  return {
    rows: rows.map(({ slice, line, lastLine, ...row }) => {
      const { source = '', fromLine = 1 } = slices[slice] ?? {};
      return { ...row, source, line: line + fromLine, lastLine: lastLine + fromLine };
    }),
    kinds,
  };
}
