import type { Id } from '../../../model/id-types.ts';
import { type FindOptions, findEvents } from '../../load/events/find-events.ts';
import type { Slice } from '../../load/slice.ts';

/** A row of an event, where it stands. */
interface PlacedRow {
  readonly slice: Slice;
  readonly line: number;
  readonly key: Id;
}

/**
 * Those of some rows that count: of rows with the same key the first one does. It looks for other rows with their keys, up to the last
 * one of them.
 *
 * @param rows with usable values, in file order
 * @param slices all of the input, in their order
 * @throws as findEvents does
 */
export async function countingAmong<Row extends PlacedRow>(
  rows: readonly Row[],
  slices: readonly Slice[],
  finding: Omit<FindOptions, 'wanted'>,
): Promise<Row[]> {
  if (rows.length === 0) {
    return [];
  }
  const keys = new Set(rows.map(({ key }) => key));
  const first = new Map<Id, Omit<PlacedRow, 'key'>>();
  for await (const { row, slice } of findEvents(slices, { ...finding, wanted: { keys } })) {
    if (keys.has(row.id) && !first.has(row.id)) {
      first.set(row.id, { slice, line: row.record.line });
    }
    if (first.size === keys.size) {
      break;
    }
  }
  return rows.filter(({ key, slice, line }) => {
    const counting = first.get(key);
    return counting?.slice === slice && counting.line === line;
  });
}
